"""States of tenders, variations, payments and amounts as colour, shape and word."""

from django import template
from django.utils.html import format_html_join

from core.templatetags.house import st
from projects.contracts.models import Payment, Variation

register = template.Library()
CLOCKS = {"ok": ("green", "合规"), "open": ("blue", "进行中"), "late": ("red", "超期"), "wrong": ("red", "不合规")}
VARIATIONS = {
    Variation.State.PROPOSED: "blue",
    Variation.State.APPROVED: "green",
    Variation.State.REJECTED: "grey",
}
PAYMENTS = {
    Payment.State.REQUESTED: "blue",
    Payment.State.APPROVED: "doing",
    Payment.State.PAID: "green",
    Payment.State.REJECTED: "grey",
}


@register.simple_tag
def clock_state(clock):
    return st(*CLOCKS[clock.state])


@register.simple_tag
def clock_states(clocks):
    """What of a tender's clocks needs a look; one word when all are kept."""
    asking = [clock for clock in clocks if clock.state != "ok"]
    if clocks and not asking:
        return st("green", f"{len(clocks)} 个时限都合规")
    shown = ((st(CLOCKS[c.state][0], c.name), c.words) for c in asking)
    return format_html_join("", '{} <span class="xs mute">{}</span><br>', shown)


@register.simple_tag
def excess(one, box=False):
    """An amount above its limit: red beyond what is allowed, amber within."""
    return st("red" if one.grave else "amber", one.words, box)


@register.simple_tag
def variation_state(variation, box=False):
    return st(VARIATIONS[variation.state], variation.get_state_display(), box)


@register.simple_tag
def payment_state(payment, box=False):
    return st(PAYMENTS[payment.state], payment.get_state_display(), box)


@register.filter
def signed(value):
    """万元 with their sign; nothing is 0.00."""
    return f"{value:+,.2f}".replace("-", "−") if value else "0.00"
