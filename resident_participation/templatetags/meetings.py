"""Words of bodies, meetings and resolutions in templates."""

from django import template

from core.templatetags.house import shortdate, st
from resident_participation.bodies.models import Body

register = template.Library()
MEETING = {"draft": "grey", "called": "blue", "open": "green", "held": "grey", "cancelled": "grey"}


@register.simple_tag
def body_state(body, box=False):
    """In office until when; past the term is red, as its acts are refused."""
    if body.is_expired:
        return st("red", "任期已过", box)
    colours = {Body.State.FORMING: "amber", Body.State.SERVING: "green", Body.State.ENDED: "grey"}
    return st(colours[body.state], body.get_state_display(), box)


@register.simple_tag
def meeting_state(meeting, box=False):
    return st(MEETING[meeting.state], meeting.get_state_display(), box)


@register.simple_tag
def resolution_state(resolution, box=False):
    """Open, late, done or dropped; late is red."""
    if resolution.is_late:
        return st("red", "超期", box)
    if resolution.state == "open":
        return st("doing", "办理中", box)
    words = f"{resolution.get_state_display()} {shortdate(resolution.done_on)}"
    return st("green" if resolution.state == "done" else "grey", words, box)
