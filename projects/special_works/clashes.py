"""Which works clash. Whether two do depends only on the days from the start of the one to the start of the other: a
rule says between which days (a Span). `find` asks it of the dates as they are, `solver` of all dates that could be."""

from dataclasses import dataclass
from datetime import date
from itertools import permutations

from projects.special_works.schedule import Rule, Work, by_place, length

EVER = 10**6  # days: a span without an end


@dataclass(frozen=True)
class Span:
    """`first` and `then` clash under a rule at a place when `then` starts `low` to `high` days after `first` does."""

    rule: Rule
    first: Work
    then: Work
    place: int
    low: int
    high: int


@dataclass(frozen=True, order=True)
class Clash:
    """Two works under one rule at one place. `works` stand in order of their start; `place` is 0 where none is shared.

    `starts`, `ends`: the days in which they are in each other's way; `days`: how many these are, for dig_twice how many
    lie from the end of the one digging to the start of the other.
    """

    rule_code: str
    works: tuple
    place: int
    kind: str
    starts: date
    ends: date
    days: int


def find(works, places, rules, gap) -> list[Clash]:
    """All clashes, in order of rule, works and place.

    `places` is {key: Place}; `gap` is how many days between two works still make one site entry (0: the next day).
    """
    every = spans(works, places, rules, gap)
    return sorted(clash_of(s) for s in every if s.low <= (s.then.start - s.first.start).days <= s.high)


def spans(works, places, rules, gap) -> list[Span]:
    """All the ways in which the works could clash, wherever they are moved."""
    shared = [(place, *pair) for place, own in by_place(works).items() for pair in permutations(own, 2)]
    return [span for rule in rules for span in SPANS[rule.kind](rule, works, places, shared, gap)]


def clash_of(span):
    first, then = span.first, span.then
    a, b = sorted((first, then), key=lambda w: (w.start, w.id))
    starts, ends = then.start, min(first.finish, then.finish) if span.rule.kind == "fire_lane" else first.finish
    days = (ends - starts).days + 1
    if span.rule.kind == "dig_twice":
        starts, ends, days = first.start, then.finish, (then.start - first.finish).days
    return Clash(span.rule.code, (a.id, b.id), span.place, span.rule.kind, starts, ends, days)


def dig_twice(rule, works, places, shared, gap):
    """The same ground is opened again within so many days (城市道路管理条例 art. 33, by analogy); one entry is once."""
    for place, first, then in shared:
        if first.excavates and then.excavates:
            yield Span(rule, first, then, place, length(first) + gap + 2, length(first) + rule.days)


def wrong_order(rule, works, places, shared, gap):
    """What should come after begins before the other is done, unless it was done more than so many days earlier."""
    for place, first, then in shared:
        if then.kind == rule.then and comes_first(first, rule):
            yield Span(rule, first, then, place, -length(then) - rule.days, length(first))


def comes_first(work, rule):
    return (work.excavates and work.kind != rule.then) if rule.first == "*" else work.kind == rule.first


def fire_lane(rule, works, places, shared, gap):
    """Two works close fire lanes of one community at once: one clash a pair, at the first one's smallest such place."""
    for first, then in permutations([w for w in works if w.closes_road], 2):
        theirs = {places[p].community for p in then.places if places[p].fire_lane}
        if both := [p for p in first.places if places[p].fire_lane and places[p].community in theirs]:
            yield Span(rule, first, then, min(both), int(first.id > then.id), length(first))


def predecessor(rule, works, places, shared, gap):
    """A work begins before one that it waits for is done; at their smallest shared place, 0 where they share none."""
    for first, then in permutations(works, 2):
        if first.id in then.predecessors:
            yield Span(rule, first, then, min(first.places & then.places, default=0), -EVER, length(first))


SPANS = {"dig_twice": dig_twice, "order": wrong_order, "fire_lane": fire_lane, "predecessor": predecessor}
