"""Panels that a higher floor adds to a page of a lower one: the lower floor names the page, the higher registers."""

from collections import defaultdict

from django.template.loader import render_to_string

PANELS = defaultdict(list)


def panel(page, template, order=50):
    """Decorator: register `facts(obj, user) -> dict | None` for a page; None leaves the panel out."""

    def add(facts):
        PANELS[page].append((order, template, facts))
        PANELS[page].sort(key=lambda one: one[0])
        return facts

    return add


def panels(page, obj, request):
    """The panels of a page as HTML, in their order."""
    found = ((template, facts(obj, request.user)) for _, template, facts in PANELS[page])
    return [
        render_to_string(template, {"object": obj} | facts, request=request)
        for template, facts in found
        if facts is not None
    ]
