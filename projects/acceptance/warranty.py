"""Warranty: periods by law from the day of acceptance, and the clock of every defect that is notified in writing."""

from calendar import monthrange
from datetime import timedelta

from django.db import transaction

from accounts.policy import Act
from core import thresholds
from core.changes import change
from core.errors import Refused
from projects.acceptance.models import Defect, WarrantyItem, WarrantyTerm
from projects.acceptance.rules import not_before
from projects.register.actions import past
from projects.stages.records import hold

ARRIVE = "warranty.arrive.days"
LAW = "《浙江省建设工程质量管理条例》第三十二条"
State = Defect.State


def last_day(start, months):
    """The last day of a period of months counted from a day: the same day of its last month, or that month's end where
    there is no such day (民法典第二百零一条、第二百零二条); None without an end."""
    if months is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))


def items(project):
    """The warranty items that a project gets, not saved: one per term, from the day of its acceptance."""
    start = project.acceptance_date
    return [
        WarrantyItem(project=project, term=term, starts_on=start, ends_on=last_day(start, term.months))
        for term in WarrantyTerm.objects.all()
    ]


def open_warranty(project, *, by):
    """Begin the periods of an accepted project; those that run already are left alone."""
    known = set(project.warranty_items.values_list("term_id", flat=True))
    for item in items(project):
        if item.term_id not in known:
            with change(item, by=by, act=Act.PROJECT_ACCEPT):
                pass


@transaction.atomic
def notify(project, *, by, warranty, community, **values):
    """Tell the contractor in writing. It is on site within the days of the law, on the same day when it is urgent.

    Refuses `out_of_warranty` with the dates of the period.
    """
    defect = Defect(project=hold(project), warranty=warranty, community=community, **values)
    days = 0 if defect.urgent else int(thresholds.value(ARRIVE, defect.notified_on))
    defect.due_on = defect.notified_on + timedelta(days=days)
    with change(defect, by=by, act=Act.DEFECT_NOTIFY) as d:
        past("notified_on", d.notified_on)
        belongs(d)
        within(d)
    return d


def belongs(defect):
    if defect.warranty.project_id != defect.project_id:
        raise Refused("other_project", "不是这个项目的保修项", {"warranty": ["不是这个项目的保修项"]})
    if not defect.project.members.filter(community=defect.community).exists():
        words = f"{defect.community}不是这个项目的小区"
        raise Refused("other_community", words, {"community": [words]})


def within(defect):
    item, day = defect.warranty, defect.notified_on
    if day < item.starts_on or (item.ends_on and day > item.ends_on):
        end = f"{item.ends_on:%Y年%m月%d日}" if item.ends_on else "设计使用年限"
        words = f"{item}的保修期从 {item.starts_on:%Y年%m月%d日}到{end}，{day:%Y年%m月%d日}不在保修期内"
        raise Refused("out_of_warranty", words, {"notified_on": [words]})


def arrive(defect, *, by, date, note=""):
    """The contractor is on site."""
    with change(defect, by=by, act=Act.DEFECT_ARRIVE, note=note) as d:
        Defect.LIFECYCLE.step(d, Act.DEFECT_ARRIVE)
        d.on_site_on = not_before("date", past("date", date), d.notified_on, "通知日期")
    return d


def close(defect, *, by, date, result, by_owner=False):
    """Mended. By the owner at the contractor's cost only when the contractor let its day pass without coming.

    Refuses `not_on_site` when nobody came, and `not_overdue` when the owner may not yet act.
    """
    with change(defect, by=by, act=Act.DEFECT_CLOSE, note=result) as d:
        came = d.state == State.ON_SITE
        Defect.LIFECYCLE.step(d, Act.DEFECT_CLOSE)
        not_before("date", past("date", date), d.on_site_on or d.notified_on, "到场日期" if came else "通知日期")
        if not came and not by_owner:
            raise Refused("not_on_site", "施工单位还没有到场。先登记到场；逾期没有到场的，勾选由建设单位另行维修")
        if by_owner and (came or date <= d.due_on):
            words = f"应到场日期是 {d.due_on:%Y年%m月%d日}，逾期不到场才能另行维修、费用由施工单位承担（{LAW}）"
            raise Refused("not_overdue", words, {"by_owner": [words]})
        d.closed_on, d.result, d.by_owner = date, result.strip(), by_owner
    return d
