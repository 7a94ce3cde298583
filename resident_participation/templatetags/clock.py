"""How much time a case has left: late red, under two working days amber, in time blue, waiting or done green."""

from django import template
from django.utils import timezone

from core.calendar import working_days_between
from core.templatetags.house import shortdate, st
from resident_participation.cases.models import Feedback

register = template.Library()
SOON = 2  # working days
State = Feedback.State
COLOURS = {
    State.RECEIVED: "amber",
    State.ACCEPTED: "doing",
    State.HANDED: "amber",
    State.REOPENED: "red",
    State.MERGED: "grey",
    State.REPLIED: "blue",
    State.SOLVED: "green",
    State.UNRATED: "grey",
}


@register.simple_tag
def due(case, now, box=False):
    if case.is_closed:
        return st("green" if not case.is_late() else "grey", f"{shortdate(case.closed_at)} 办结", box)
    today, on = timezone.localdate(now), timezone.localdate(case.due_at)
    if case.is_late(now):
        over = working_days_between(on, timezone.localdate(case.stopped_at or now))
        words = f"超期 {over} 个工作日" if over > 0 else "已超期"
        return st("red", words, box)
    if case.state == State.REPLIED:
        return st("green", "按时答复", box)
    if case.paused_at:
        return st("grey", "暂停计时", box)
    left = working_days_between(today, on)
    words = "今天到期" if left <= 0 else f"剩 {left} 个工作日"
    return st("amber" if left < SOON else "blue", words, box)


@register.simple_tag
def case_state(case, box=False):
    words = case.get_state_display()
    if case.reopened and not case.is_closed:
        words = f"{words}（第 {case.reopened + 1} 次）"
    return st(COLOURS[case.state], words, box)
