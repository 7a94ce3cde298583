"""Merge proposals: the schedule of a site's works with the least harm that their windows allow."""

from dataclasses import dataclass
from time import monotonic

from projects.special_works.clashes import find
from projects.special_works.measures import measure
from projects.special_works.schedule import by_place, moved, starts_of
from projects.special_works.solver import Model


@dataclass(frozen=True)
class Plan:
    """`starts` is {work id: first day} of every work; `proven`: no schedule in the windows has a lesser objective."""

    starts: dict
    objective: tuple
    proven: bool


def objective(works, places, rules, gap, starts=None):
    """What a schedule costs, the graver first: (clashes, digs, entries, household days, days of shift).

    `starts` ({work id: first day}) moves the works; without it they stay where they are and nothing is shifted.
    """
    starts = starts or {}
    after = [moved(w, starts.get(w.id, w.start)) for w in works]
    shift = sum(abs((new.start - old.start).days) for old, new in zip(works, after, strict=True))
    m = measure(after, places, gap)
    return len(find(after, places, rules, gap)), m.digs, m.entries, m.household_days, shift


def groups(works, places):
    """[[Work]]: works that can matter to each other, because they share a place, wait for one another, or both close
    fire lanes of one community. In order of id."""
    parts = {w.id: {w.id} for w in works}
    for ids in [*shared_places(works), *fire_lanes(works, places), *waits(works)]:
        joined = set().union(*(parts[key] for key in ids))
        parts |= dict.fromkeys(joined, joined)
    ordered = sorted(works, key=lambda w: w.id)
    return [[w for w in ordered if w.id in parts[head.id]] for head in ordered if head.id == min(parts[head.id])]


def shared_places(works):
    return [[w.id for w in own] for own in by_place(works).values()]


def fire_lanes(works, places):
    found = {}
    for work in (w for w in works if w.closes_road):
        for community in {places[p].community for p in work.places if places[p].fire_lane}:
            found.setdefault(community, []).append(work.id)
    return found.values()


def waits(works):
    known = {w.id for w in works}
    return [[w.id, *(w.predecessors & known)] for w in works]


def improve(works, places, rules, gap, seconds=10) -> Plan:
    """The schedule with the least objective, compared level by level; never worse than the present one.

    Groups are solved one by one, the small ones first; all of them together take about `seconds`. What is not proven by
    then is the best found. The same works give the same plan, unless time runs out.
    """
    starts, proven, deadline = {w.id: w.start for w in works}, True, monotonic() + seconds
    for group in sorted(groups(works, places), key=len):
        if any(first < last for first, last in map(starts_of, group)) and len(group) > 1:
            found, sure = best_of(group, places, rules, gap, deadline)
            starts |= found
            proven = proven and sure
    return Plan(starts, objective(works, places, rules, gap, starts), proven)


def best_of(group, places, rules, gap, deadline):
    """({work id: first day}, whether proven) of one group: each level is solved with the graver ones held."""
    best = {w.id: w.start for w in group}
    score = objective(group, places, rules, gap, best)
    model = Model(group, places, rules, gap)
    for level in range(len(score)):
        found, sure = model.least(level, best, deadline - monotonic())
        if found and (value := objective(group, places, rules, gap, found)) < score:
            best, score = found, value
        if not sure:
            return best, False
        model.hold(level, score[level])
    return best, True
