"""The sections of a community's public page, and what it asks of residents today. Each subject registers its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string

SECTIONS: list[tuple[int, str, Callable]] = []
ASKS: list[tuple[int, Callable]] = []
ASKED = 2  # at most so many things to do at once


@dataclass(frozen=True)
class Ask:
    """One thing residents are asked to do now."""

    title: str
    words: str
    button: str
    url: str


def section(order, template):
    """Decorator: register `facts(community, project) -> dict | None`; None leaves the section out.

    `project` is the community's latest public project or None.
    """

    def add(facts):
        SECTIONS.append((order, template, facts))
        SECTIONS.sort(key=lambda one: one[0])
        return facts

    return add


def ask(order):
    """Decorator: register `find(community, project) -> [Ask]`."""

    def add(find):
        ASKS.append((order, find))
        ASKS.sort(key=lambda one: one[0])
        return find

    return add


def sections(community, project, request):
    """The sections as HTML, in their order."""
    found = ((template, facts(community, project)) for _, template, facts in SECTIONS)
    common = {"community": community, "project": project}
    return [
        render_to_string(template, common | facts, request=request) for template, facts in found if facts is not None
    ]


def asks(community, project):
    return [one for _, find in ASKS for one in find(community, project)][:ASKED]
