"""Works, places and rules as the arithmetic of coordination takes them: plain values, no database."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Work:
    """A special work: its days (both included), the window it may move in, what it does and where.

    A movable work may begin on any day from `earliest` on, as long as it ends by `latest`; its length stays.
    """

    id: int
    kind: str
    start: date
    finish: date
    earliest: date
    latest: date
    excavates: bool = False
    closes_road: bool = False
    places: frozenset = frozenset()
    predecessors: frozenset = frozenset()
    movable: bool = True


@dataclass(frozen=True)
class Place:
    """A stretch of road, a block, a building: the community it lies in, the households it touches."""

    id: int
    community: int
    households: int = 0
    fire_lane: bool = False


@dataclass(frozen=True)
class Rule:
    """When two works clash; `kind` as in ConflictRule. `first`, `then` name kinds of works, * all that dig."""

    code: str
    kind: str
    first: str = ""
    then: str = ""
    days: int = 0


def moved(work, start):
    """The same work from another day on."""
    return replace(work, start=start, finish=start + (work.finish - work.start))


def length(work):
    """Days from the first to the last: 0 for a work of one day."""
    return (work.finish - work.start).days


def starts_of(work):
    """The first and last day on which a work may begin; an immovable one, or one outside its window, stays."""
    last = work.latest - (work.finish - work.start)
    if not work.movable or not work.earliest <= work.start <= last:
        return work.start, work.start
    return work.earliest, last


def by_place(works):
    """{place: its works in order of id}"""
    found = {}
    for work in sorted(works, key=lambda w: w.id):
        for place in work.places:
            found.setdefault(place, []).append(work)
    return found
