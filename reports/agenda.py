"""需要您处理: what waits for a person in an area, worst first, each with the page where it is dealt with."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.months import cn_month
from projects.models import ProgressReport
from reports import cockpit
from reports.periods import last_closed
from reports.problems import among
from resident_participation.models import Feedback

SHOWN, LATE_SHOWN = 6, 2
MANY = 1000  # from here on nobody needs the exact number, and the page must not count on
ORDER = ["red", "amber", "blue"]
State = ProgressReport.State


@dataclass
class Item:
    """One thing to do: colour, what, why, and the link that does it."""

    colour: str
    title: str
    detail: str
    url: str
    verb: str


def link(name, **query):
    return f"{reverse(name)}?{urlencode(query)}"


def agenda(user, area, figures, parts, today):
    """Every item that waits in an area, worst first; `parts` are its rollups."""
    items = [*feedback(user, area, today), *progress(user, area, parts), *places(figures), *late(parts, today)]
    return sorted(items, key=lambda item: ORDER.index(item.colour))


def feedback(user, area, today):
    """The area's overdue messages: how many, and the oldest."""
    overdue = Feedback.objects.under(area.pk).overdue().select_related("community").order_by("due_at", "pk")
    oldest = list(overdue[:1])
    if oldest:
        one, number = oldest[0], overdue[:MANY].count()
        days = (today - timezone.localdate(one.due_at)).days
        url = link("resident_participation:inbox", area=area.pk, overdue="true")
        detail = f"最早的是{one.community}的 {one.number}，已超 {days} 天"
        verb = "办理" if user.may_somewhere(Act.FEEDBACK_REPLY) else "查看"
        yield Item("red", f"{number}{' 多' if number == MANY else ''} 件意见诉求超期未办结", detail, url, verb)


def progress(user, area, parts):
    """Last month's progress: not handed in, sent back, waiting to be verified."""
    period = last_closed()
    missing, returned, submitted = cockpit.waiting(parts)
    fills, verifies = user.may_somewhere(Act.PROGRESS_REPORT), user.may_somewhere(Act.PROGRESS_VERIFY)
    waiting = [
        (missing, "amber", "{} 个在建项目没有上报{}进展", "", "填报" if fills and not verifies else "查看"),
        (
            returned,
            "amber",
            "{} 份{}进展被退回",
            State.RETURNED,
            "修改" if fills and not verifies else "查看",
        ),
        (submitted, "blue", "{} 份{}进展等待核实", State.SUBMITTED, "核实" if verifies else "查看"),
    ]
    for number, colour, words, state, verb in waiting:
        if number:
            query = {"period": period, "area": area.pk} | ({"state": state} if state else {})
            detail = "区县核实以后才计入月报"
            yield Item(colour, words.format(number, cn_month(period)), detail, link("projects:progress", **query), verb)


def places(figures):
    """Areas below that are far behind their schedule."""
    for row in reversed(figures["by_area"]):
        if row["warning"] in ("red", "amber") and figures["basis"] == "administrative":
            title = f"{row['name']}：启动率 {row['rates']['start']['percent']}%，{row['warning_label']}"
            behind = row["deviation"].lstrip("-")
            detail = f"比时序进度慢 {behind} 个百分点，已开工 {row['started']}/{row['plan']['communities']} 个"
            url = link("home", area=row["code"], year=figures["year"] or "all")
            yield Item(row["warning"], title, detail, url, "查看")


def late(parts, today):
    """The projects that are latest against their own dates."""
    for one in among(cockpit.late(parts), today)[:LATE_SHOWN]:
        url = reverse("projects:detail", args=[one.pk])
        yield Item("amber", f"{one.name}：{one.word}", f"{one.area_name}，{one.words()}", url, "查看")
