"""Kinds of events in words."""

from django import template

from core.webhooks.events import EVENTS

register = template.Library()


@register.filter
def event_title(name):
    return EVENTS[name].title if name in EVENTS else "已取消的事件"
