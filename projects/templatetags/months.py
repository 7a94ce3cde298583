"""The state of a month's progress as colour, shape and word; the same on every page."""

from django import template

from core.templatetags.house import st
from projects.filters import MISSING
from projects.models import ProgressReport

register = template.Library()
State = ProgressReport.State
KINDS = {
    MISSING: "red",
    State.DRAFT: "grey",
    State.SUBMITTED: "blue",
    State.RETURNED: "amber",
    State.VERIFIED: "green",
    State.LOCKED: "green",
    State.SUPERSEDED: "grey",
}
WORDS = {MISSING: "没有填报", **dict(State.choices)}


@register.simple_tag
def month_state(state, box=False):
    """`None` is a month that nobody filled in."""
    state = state or MISSING
    return st(KINDS[state], WORDS[state], box)


@register.filter
def amount(value):
    """万元 with two decimals, as tables show it; the unit stands in the head."""
    return "—" if value is None else f"{value:,.2f}"
