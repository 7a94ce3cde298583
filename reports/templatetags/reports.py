"""How a report's state looks."""

from django import template

from core.templatetags.house import st
from reports.models import Report

register = template.Library()
State = Report.State
COLOURS = {
    State.DRAFT: "grey",
    State.SUBMITTED: "doing",
    State.CHECKED: "doing",
    State.SIGNED: "blue",
    State.PUBLISHED: "green",
    State.RETURNED: "red",
}


@register.simple_tag
def report_state(report, box=False):
    return st(COLOURS[report.state], report.get_state_display(), box)
