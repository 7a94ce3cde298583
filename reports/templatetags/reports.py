"""How a report's state looks, and the rows of a figure."""

from decimal import Decimal

from django import template

from core.templatetags.house import figure, st
from reports.models import Report
from reports.words import period_words

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


@register.filter
def cell(value):
    """Numbers with thousands apart, months in words; a day as it is."""
    if isinstance(value, (int, Decimal)):
        return figure(value)
    return period_words(value) if isinstance(value, str) and value else value
