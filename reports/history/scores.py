"""深、宽、新 and the four long-term mechanisms of an area: fractions with their definition and the page of their rows.

DOMAIN §12.2–12.3 (S0b, S4): deep is what reaches into how people live, broad what goes beyond one wall, new is who pays
and who decides. Nothing is weighed into one mark: what is not measured is said to be not measured.
"""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.urls import reverse

from communities.models import Community
from communities.register.stages import BUILT, Stage
from projects.models import Project
from reports import cockpit
from reports.rates import percent
from resident_participation.enforcement.models import EnforcementCase
from resident_participation.models import Body, Resolution

SERVED = ("professional", "committee_self", "resident_self", "community_trustee", "state_company", "emergency")
SELF_RULED = (Body.Kind.COMMITTEE, Body.Kind.MANAGEMENT)


@dataclass(frozen=True)
class Score:
    """One measure; `whole` of 0 says that there is nothing to measure yet, None that nobody records it."""

    name: str
    part: object
    whole: object
    unit: str
    definition: str
    url: str = ""

    @property
    def percent(self):
        return percent(self.part, self.whole) if self.whole else None

    @property
    def words(self):
        if self.whole is None:
            return "没有数据"
        shown = f"{cockpit.counted(self.part)} / {cockpit.counted(self.whole)} {self.unit}"
        return shown if self.whole else "还没有"


def scorecard(area, parts):
    """[(dimension, what it asks, [Score])]; `parts` are the rollups of all years together."""
    here = f"?area={area.pk}"
    return [
        ("深", "改到居民最盼的地方，不止刷墙铺路", deep(parts, here)),
        ("宽", "走出单个围墙，成片统筹", broad(area, parts, here)),
        ("新", "谁出钱、谁做主、怎么做", new(parts, here)),
        ("物业服务", "改造以后有人管", service(area, here)),
        ("信用评价", "服务好坏有记录、有用处", [Score("物业信用", None, None, "", "还没有信用事项和评价的数据")]),
        ("联合执法", "执法进小区，办得成", enforcement(area, here)),
        ("居民自治", "有组织、议得成、落得实", self_rule(area, here)),
    ]


def deep(parts, here):
    found, url = cockpit.depth(parts), reverse("projects:depth") + here
    functional = found["functional"]
    shares = [
        Score(name, done, planned, unit, f"已完成÷计划（{places} 处列入）", url)
        for name, _, unit, done, planned, _, places in found["lacked"]
    ]
    definition = "功能性内容计划投资÷（功能性＋表面性）"
    return [Score("功能性投资", functional.part, functional.whole, "万元", definition, url), *shares]


def broad(area, parts, here):
    live = Project.objects.under(area.pk).exclude(status=Stage.REMOVED)
    found = live.annotate(places=Count("members")).aggregate(
        all=Count("pk"),
        units=Count("pk", filter=Q(unit__isnull=False)),
        several=Count("pk", filter=Q(places__gt=1)),
    )
    digs, url = cockpit.works(parts), reverse("projects:list") + here
    effect = reverse("projects:coordination_figures") + here
    return [
        Score("在片区内统筹的项目", found["units"], found["all"], "个", "属于改造片区的项目÷全部项目", url),
        Score("连片改造的项目", found["several"], found["all"], "个", "含两个以上小区的项目÷全部项目", url),
        Score("避免重复开挖", digs["digs_avoided"], digs["digs_before"], "次", "统筹后减少的÷各单位申报的", effect),
    ]


def new(parts, here):
    paid, said = cockpit.funds(parts)["others"], cockpit.voices(parts)
    votes = [a + b for a, b in zip(said["vote"], said["consultation"], strict=True)]
    rounds = reverse("resident_participation:rounds") + here
    return [
        Score("居民和社会出资", paid.part, paid.whole, "万元", "居民和社会资金÷全部计划资金",
              reverse("projects:funds_overview") + here),
        Score("居民参加表决", votes[3], votes[2], "户", "参加的户数÷应参加的户数", rounds),
        Score("方案意见得到答复", said["opinions"][1], said["opinions"][0], "条", "已答复÷全部意见",
              reverse("resident_participation:opinions") + here),
        Score("居民提议得到答复", said["initiatives"][1], said["initiatives"][0], "件", "已答复÷公布和联名的提议",
              reverse("resident_participation:initiatives") + here),
    ]  # fmt: skip


def service(area, here):
    built = Community.objects.under(area.pk).filter(status__in=BUILT)
    found = built.aggregate(all=Count("pk"), served=Count("pk", filter=Q(property_mode__in=SERVED)))
    definition = "有物业服务（含自管、托管、应急）的÷改造完成的小区"
    url = reverse("communities:list") + here
    return [Score("完工小区有物业服务", found["served"], found["all"], "个", definition, url)]


def enforcement(area, here):
    settled = Q(state=EnforcementCase.State.SETTLED)
    found = EnforcementCase.objects.under(area.pk).aggregate(
        all=Count("pk"),
        settled=Count("pk", filter=settled),
        in_time=Count("pk", filter=settled & Q(settled_on__lte=F("settle_due_on"))),
    )
    url = reverse("resident_participation:enforcement_cases") + here
    return [
        Score("执法事项办结", found["settled"], found["all"], "件", "已办结÷全部报告的", url),
        Score("其中按期", found["in_time"], found["settled"], "件", "应办结日期前办结的÷已办结的", url),
    ]


def self_rule(area, here):
    serving = Q(councils__state=Body.State.SERVING, councils__kind__in=SELF_RULED)
    listed = Community.objects.under(area.pk).exclude(status=Stage.REMOVED)
    found = listed.aggregate(all=Count("pk", distinct=True), ruled=Count("pk", filter=serving, distinct=True))
    made = Resolution.objects.under(area.pk).aggregate(all=Count("pk"), done=Count("pk", filter=Q(state="done")))
    return [
        Score("有业委会或物管会", found["ruled"], found["all"], "个", "履职中的业委会、物管会所在小区÷全部小区",
              reverse("resident_participation:bodies") + here),
        Score("决议落实", made["done"], made["all"], "项", "已办结的会议决议÷全部决议",
              reverse("resident_participation:resolutions") + here),
    ]  # fmt: skip
