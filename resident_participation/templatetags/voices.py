"""Colours of what residents say and do together."""

from django import template

register = template.Library()
COLOURS = {
    "open": "amber", "adopted": "green", "partly": "blue", "declined": "grey",
    "waiting": "grey", "agreed": "blue", "done": "green", "difficult": "amber",
    "filed": "amber", "signing": "blue", "reached": "amber", "planned": "green", "referred": "blue",
}  # fmt: skip


@register.filter
def voice_colour(state):
    return COLOURS.get(state, "grey")
