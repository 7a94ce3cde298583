"""Where calls and pledges stand, as colour, shape and word."""

from django import template
from django.utils import timezone

from core.templatetags.house import st
from projects.funds.models import PartnerCall, Pledge

register = template.Library()
State = Pledge.State
STATES = {State.OFFERED: "amber", State.ACCEPTED: "blue", State.PAID: "green", State.ENDED: "grey"}


@register.simple_tag
def pledge_state(pledge, box=False):
    late = pledge.state == State.ACCEPTED and pledge.due_on and (timezone.localdate() - pledge.due_on).days
    if late and late > 0:
        return st("red", f"逾期 {late} 天没有到账", box)
    return st(STATES[pledge.state], pledge.get_state_display(), box)


@register.simple_tag
def call_state(call, box=False):
    if call.state == PartnerCall.State.CLOSED:
        return st("grey", call.get_state_display(), box)
    left = (call.deadline - timezone.localdate()).days
    return st("grey", "已过截止日期", box) if left < 0 else st("green", f"征集中，还有 {left} 天", box)
