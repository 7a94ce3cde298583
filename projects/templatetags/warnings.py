"""Where a warning stands, as colour, shape and word."""

from django import template
from django.utils import timezone

from core.templatetags.house import st
from projects.warnings.models import ProjectWarning, WarningRule

register = template.Library()
STATES = {
    ProjectWarning.State.OPEN: "amber",
    ProjectWarning.State.ANSWERED: "blue",
    ProjectWarning.State.CLOSED: "green",
}
NOTES = {WarningRule.Colour.RED: "red", WarningRule.Colour.AMBER: "amber"}


@register.simple_tag
def warning_state(warning, box=False):
    late = (timezone.localdate() - warning.due_on).days if warning.state == ProjectWarning.State.OPEN else 0
    if late > 0:
        return st("red", f"逾期 {late} 天没有答复", box)
    return st(STATES[warning.state], warning.get_state_display(), box)


@register.filter
def note_colour(colour):
    return NOTES.get(colour, "")
