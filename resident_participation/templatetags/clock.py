"""How much time a message has left: overdue red, under two working days amber, in time blue, done green."""

from django import template

from core.calendar import working_days_between
from core.templatetags.house import shortdate, st
from resident_participation.models import Feedback

register = template.Library()
SOON = 2  # working days


@register.simple_tag
def due(feedback, today, box=False):
    if feedback.state == Feedback.State.CLOSED:
        return st("green", f"{shortdate(feedback.closed_at)} 办结", box)
    left = working_days_between(today, feedback.due_on)
    if left < 0:
        return st("red", f"超期 {-left} 个工作日", box)
    words = "今天到期" if left == 0 else f"剩 {left} 个工作日"
    return st("amber" if left < SOON else "blue", words, box)
