"""What is like a case, for the panel on its page."""

from django import template

from resident_participation.alike import search

register = template.Library()


@register.simple_tag(takes_context=True)
def alike_to(context, case):
    return search.alike_to(case, context["request"].user)
