"""Kinds of events in words."""

from django import template

from core.webhooks.kinds import title_of

register = template.Library()


@register.filter
def event_title(name):
    return title_of(name)
