"""分楼栋、分楼层的选择 in a menu consultation: who wants what where, without telling any household's choice.

A part of which fewer than `least` households voted is not told. Nor is one that could be computed from the total: the
parts that are kept back are at least two, and together at least `least` households. The limits are announced with the
round; the tables are frozen with the result, under its root.
"""

from collections import Counter, defaultdict

from core import thresholds
from resident_participation.votes.models import Round
from resident_participation.votes.tally import Choice

MENU = "menu"  # the purpose of a rule set by which optional works are chosen
LIMITS = {"least": "demand.cell.least", "band": "demand.floor.band", "top": "demand.floor.top"}  # 标准值


def limits():
    """The limits in force, as they are announced: households a part needs, floors in a band, the floor of the last."""
    return {name: int(thresholds.value(code)) for name, code in LIMITS.items()}


def band_of(floor, limit):
    """The band of a floor as (its first floor, its words): (1, "1–2 层"), (5, "5 层以上"). Below ground counts as 1."""
    floor, top, step = max(floor, 1), limit["top"], limit["band"]
    if floor >= top:
        return top, f"{top} 层以上"
    first = (floor - 1) // step * step + 1
    last = min(first + step - 1, top - 1)
    return first, f"{first} 层" if first == last else f"{first}–{last} 层"


def tables(round_, item, said):
    """{"by_building": [row], "by_floor": [row]} of an announced item; {} of one that is not on a menu.

    `said` is {seat number: Choice}. A row is {"place", "households", "voted", "agree", "against", "abstain",
    "invalid"}, all but the first two None where the part is kept back. A round of one building goes by stair unit.
    """
    limit = item.get("demand")
    if limit is None:
        return {}
    seats = list(round_.seats.filter(votes=True).values_list("number", "building", "unit", "floor"))
    whole = round_.scope == Round.Scope.COMMUNITY
    by_building = {n: ((len(b), b), b) if whole else ((len(u), u), u or "没有单元号") for n, b, u, _ in seats}
    by_floor = {n: band_of(floor, limit) for n, _, _, floor in seats}
    return {"by_building": rows(by_building, said, limit["least"]), "by_floor": rows(by_floor, said, limit["least"])}


def rows(places, said, least):
    """`places` is {seat number: (order, words)}."""
    households, choices = Counter(places.values()), defaultdict(Counter)
    for number, choice in said.items():
        choices[places[number]][str(choice)] += 1
    voted = {place: choices[place].total() for place in households}
    shut = kept_back(voted, least)
    return [row(place, households[place], None if place in shut else choices[place]) for place in sorted(households)]


def row(place, households, found):
    told = dict.fromkeys(("voted", *map(str, Choice)))
    if found is not None:
        told = {"voted": found.total()} | {str(choice): found[str(choice)] for choice in Choice}
    return {"place": place[1], "households": households} | told


def kept_back(voted, least):
    """The parts that are not told, of {part: households that voted}. One where nobody voted tells nothing."""
    shut = {part for part, n in voted.items() if 0 < n < least}
    others = sorted((part for part, n in voted.items() if n >= least), key=lambda part: (voted[part], part))
    while others and shut and (len(shut) < 2 or sum(voted[part] for part in shut) < least):
        shut.add(others.pop(0))
    return shut
