"""Objections as residents see them: how many households of which floors, and what was replied."""

from collections import defaultdict

from resident_participation.objections.models import Objection
from resident_participation.votes.demand import band_of, limits


def told(round_):
    """{"households": [(floors, households)], "open": n, "replies": [reply]}; None where there are none.

    The room is never told: 1–2 层住户 2 户.
    """
    rows = list(round_.objections.order_by("filed_on", "pk").values_list("seat_id", "seat__floor", "reply"))
    if not rows:
        return None
    limit, bands = limits(), defaultdict(set)
    for seat, floor, _ in rows:
        bands[band_of(floor, limit)].add(seat)
    return {
        "households": [(words, len(seats)) for (_, words), seats in sorted(bands.items())],
        "open": sum(not reply for *_, reply in rows),
        "replies": [reply for *_, reply in rows if reply],
    }


def counts(rounds):
    """{round key: (objections, answered)} of several rounds, in one statement."""
    found = defaultdict(lambda: (0, 0))
    for key, state in Objection.objects.filter(round__in=rounds).order_by().values_list("round", "state"):
        every, answered = found[key]
        found[key] = (every + 1, answered + (state == Objection.State.ANSWERED))
    return found
