"""What is built and what it means this week: works of the next days, items of the scheme and how far each is."""

from datetime import timedelta

from django.utils import timezone

from projects.models import SpecialWork, WorksItem
from resident_participation.public.sections import section
from resident_participation.subscriptions.models import Topic
from resident_participation.subscriptions.news import News, news

DAYS = 7
HERE = "resident_participation/public/"
State = SpecialWork.State


@section(10, HERE + "_this_week.html")
def this_week(community, project):
    """Works of the next seven days: where, what they bring with them (water, power, road), until when."""
    today = timezone.localdate()
    rows = (
        community.special_works.filter(state__in=(State.COMMITTED, State.IN_WORKS))
        .filter(starts_on__lte=today + timedelta(days=DAYS - 1), ends_on__gte=today)
        .select_related("kind", "owner")
        .prefetch_related("places")
        .order_by("starts_on", "pk")
    )
    works = [
        {"work": work, "places": [place.name for place in work.places.all()], "means": means(work)} for work in rows
    ]
    return {"works": works, "until": today + timedelta(days=DAYS - 1), "today": today} if works else None


@news(Topic.WORKS)
def works_to_come(community, today):
    """The same works; one that is put off is told again."""
    found = this_week(community, None) or {"works": []}
    return [News(f"work:{one['work'].pk}:{one['work'].starts_on}", told(**one)) for one in found["works"]]


def told(work, places, means):
    where = "、".join(places) or "小区内"
    days = f"{work.starts_on.month}月{work.starts_on.day}日至{work.ends_on.month}月{work.ends_on.day}日"
    return "。".join([f"{work.kind.name}：{where}，{days}", *means, f"施工单位{work.owner}"]) + "。"


def means(work):
    """What a household should know of a work, in sentences."""
    found = []
    if work.outage:
        found.append(f"{work.outage}，请提前储水、备用")
    if work.closes_road:
        found.append("这段路临时封闭，请绕行，车辆不要停在施工范围")
    if work.excavates:
        found.append("开挖有噪声和扬尘，请关好门窗，带好老人小孩绕开围挡")
    return found


@section(20, HERE + "_items.html")
def items(community, project):
    """What the scheme does here, and how far each item is: done quantity beside the planned one."""
    if project is None:
        return None
    rows = WorksItem.objects.filter(project=project, community=community, answer=WorksItem.Answer.DO)
    found = [far(row) for row in rows.select_related("item__item_class").order_by("item__item_class__order", "item")]
    return {"items": found} if found else None


def far(row):
    """An item with how far it is, in percent of its quantity; None where it has none."""
    percent = min(int(100 * row.done / row.planned), 100) if row.planned else None
    return {"item": row, "percent": percent, "words": f"做到 {percent}%"}
