"""Words of resident supervision in templates."""

from django import template

from core.templatetags.house import st

register = template.Library()
COLOURS = {"open": "amber", "answered": "blue", "closed": "green"}


@register.simple_tag
def report_state(report, box=False):
    """Where a report stands; late in red."""
    if report.overdue:
        return st("red", "逾期没答复", box)
    return st(COLOURS[report.state], report.get_state_display(), box)
