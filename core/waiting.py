"""我的待办: what waits for a person. Each subject says in its `waiting.py` which of its records wait for which act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.utils import timezone

SOURCES: list["Source"] = []
MOST = 100  # of one kind; a longer queue is worked off from its own list


@dataclass(frozen=True)
class Source:
    """Records of one kind that wait for an act: `rows(user)` gives them oldest first, `since` names the waiting day."""

    title: str
    act: object
    verb: str
    since: str
    rows: Callable
    detail: Callable


@dataclass(frozen=True)
class Todo:
    """One thing to do."""

    source: Source
    since: date
    title: str
    detail: str
    url: str

    def days(self, today):
        return (today - self.since).days


def waits(title, act, *, verb, since, detail=lambda obj: ""):
    """Decorator: register `rows(user) -> QuerySet` of records that wait for those who may do `act`."""

    def add(rows):
        SOURCES.append(Source(title, act, verb, since, rows, detail))
        return rows

    return add


def todos(user) -> dict[Source, list[Todo]]:
    """What waits for a person, by source, at most MOST of each; one statement per source that concerns them."""
    found = {}
    for source in SOURCES:
        if user.may_somewhere(source.act):
            own = (todo(source, obj) for obj in source.rows(user)[: MOST * 3] if user.may(source.act, obj))
            if waiting := list(islice(own, MOST)):
                found[source] = waiting
    return found


def todo(source, obj):
    since = getattr(obj, source.since)
    if isinstance(since, datetime):
        since = timezone.localtime(since).date()
    return Todo(source, since, str(obj), source.detail(obj), obj.get_absolute_url())
