"""Words of votes in templates."""

from django import template
from django.utils import timezone

register = template.Library()
COLOURS = {"draft": "grey", "notice": "blue", "voting": "green", "counting": "amber", "closed": "grey", "void": "grey"}


@register.filter
def m2(hundredths):
    """An area in 0.01 m² as m²: 685200 is 6,852.00."""
    return f"{(hundredths or 0) / 100:,.2f}"


@register.filter
def oclock(value):
    """2026年11月20日 20:00."""
    return f"{timezone.localtime(value):%Y年%-m月%-d日 %H:%M}" if value else ""


@register.filter
def round_colour(status):
    return COLOURS.get(status, "grey")


@register.filter
def chinese(number):
    """1 as 一, to 20 at most."""
    digits = "零一二三四五六七八九十"
    return digits[number] if number <= 10 else f"十{digits[number - 10]}" if number < 20 else str(number)


@register.filter
def by_demand(results):
    """The items of a menu, the most wanted first; none of any other round."""
    menu = [told for told in results if "by_floor" in told.result]
    return sorted(menu, key=lambda told: -told.result["agree"]["heads"])
