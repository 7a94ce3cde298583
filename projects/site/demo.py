"""The demo's site logs: the last working days of sites that have a firm, those of the demo's firms without a gap."""

from datetime import timedelta

from accounts.policy import Act
from core.actors import SYSTEM
from core.calendar import is_working_day
from core.changes import change_many
from projects.register.models import Party
from projects.site.models import SiteLog

NOTE = "演示数据"
DAYS = 8
WEATHER = ["晴", "多云", "阴", "小雨"]
WORKS = {
    "contractor": [
        "3幢、5幢外墙基层处理",
        "北区主路雨水管敷设 35 米",
        "1幢楼道粉刷，2 个单元完成",
        "南门道路基层碾压",
        "中心绿地土方回填",
        "7幢屋面防水卷材铺贴 180 ㎡",
    ],
    "supervisor": ["巡视 3幢外墙作业面，脚手架符合要求", "见证取样：防水卷材一组", "旁站：北区主路雨水管闭水试验"],
}
MATERIALS = ["", "", "HDPE 管 DN300 60 米，已报验", "SBS 防水卷材 40 卷，已报验", "外墙涂料 2 吨，待报验"]
PROBLEMS = ["", "", "", "住户空调外机未移位，请街道协调", "燃气迁改未定日期，等通知"]


def build(projects, *, today, rng):
    keys = [p.pk for p in projects if p.first_works_date and p.first_works_date < today and not p.works_complete_date]
    parties = Party.objects.filter(project__in=keys, role__in=WORKS).select_related("project", "organisation")
    rows = []
    for party in parties.order_by("pk"):
        day = max(today - timedelta(days=DAYS), party.project.first_works_date)
        people = rng.randint(8, 30) if party.role == "contractor" else rng.randint(1, 3)
        while day < today:
            if is_working_day(day) and ("演示" in party.organisation.name or rng.random() < 0.7):
                rows.append(log(party, day, people, rng))
            day += timedelta(days=1)
    change_many([(row, {}) for row in rows], by=SYSTEM, act=Act.SITE_LOG, note=NOTE)


def log(party, day, people, rng):
    builds = party.role == "contractor"
    return SiteLog(
        project=party.project,
        party=party,
        day=day,
        weather=rng.choice(WEATHER),
        people=max(people + rng.randint(-3, 3), 1),
        works=rng.choice(WORKS[party.role]),
        materials=rng.choice(MATERIALS) if builds else "",
        safety="班前交底，没有异常",
        problems=rng.choice(PROBLEMS) if builds else "",
    )
