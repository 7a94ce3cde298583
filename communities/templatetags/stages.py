"""A stage as colour, shape and word; the same on every page."""

from django import template

from communities.register.stages import BUILT, Stage
from core.templatetags.house import pct, st

register = template.Library()


@register.simple_tag
def stage(value, box=False):
    if value in (Stage.REMOVED, Stage.SUSPENDED):
        kind = "red"
    elif value in BUILT:
        kind = "green"
    elif value in (Stage.STARTED, Stage.IN_PROGRESS):
        kind = "doing"
    else:
        kind = "grey" if value in (Stage.SURVEY, Stage.POOL) else "blue"
    return st(kind, Stage(value).label, box)


@register.simple_tag
def percent(part, whole):
    return pct(part * 100 / whole) if whole else "—"
