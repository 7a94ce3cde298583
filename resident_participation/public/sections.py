"""A community's public pages: the sections of the first one, what it asks of residents today, and the five pages of
doing it together (五共). Each subject registers its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

SECTIONS: list[tuple[int, str, Callable]] = []
ASKS: list[tuple[int, Callable]] = []
TOGETHER: dict[str, "Together"] = {}
ASKED = 2  # at most so many things to do at once


@dataclass(frozen=True)
class Ask:
    """One thing residents are asked to do now."""

    title: str
    words: str
    button: str
    url: str


@dataclass(frozen=True)
class Together:
    """One of the five pages: its name, what it is about in a few words, how far it is in numbers (`told`)."""

    key: str
    name: str
    about: str
    url_name: str
    told: Callable

    def url(self, community):
        return reverse(f"resident_participation:{self.url_name}", args=[community.code])


ORDER = ("plan", "build", "watch", "rate", "share")  # 决策共谋、发展共建、建设共管、效果共评、成果共享


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


def together(key, name, about, url_name):
    """Decorator: register one of the five pages with `told(community, project) -> str`, its state in numbers."""

    def add(told):
        TOGETHER[key] = Together(key, name, about, url_name, told)
        return told

    return add


def five(community):
    """[(page, address)] of the five pages in their order: the bar that ties them."""
    return [(TOGETHER[key], TOGETHER[key].url(community)) for key in ORDER if key in TOGETHER]


@section(15, "resident_participation/public/_together.html")
def all_five(community, project):
    """The five pages with how far each is."""
    return {"pages": [(page, url, page.told(community, project)) for page, url in five(community)]}


def sections(community, project, request):
    """The sections as HTML, in their order."""
    found = ((template, facts(community, project)) for _, template, facts in SECTIONS)
    common = {"community": community, "project": project}
    return [
        render_to_string(template, common | facts, request=request) for template, facts in found if facts is not None
    ]


def asks(community, project):
    return [one for _, find in ASKS for one in find(community, project)][:ASKED]
