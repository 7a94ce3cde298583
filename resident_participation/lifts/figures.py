"""The stair units of a community side by side: the roll, who took part, where each round stands, what came of it."""

from dataclasses import dataclass

from django.db.models import Count

from resident_participation.objections import figures as objections
from resident_participation.rolls.models import RollRow
from resident_participation.votes.figures import LEAST
from resident_participation.votes.models import Round, Seat
from resident_participation.votes.words import verdict


@dataclass(frozen=True)
class Unit:
    """A stair unit as the roll has it now."""

    building: str
    unit: str
    households: int

    def __str__(self):
        return f"{self.building} {self.unit}"


@dataclass(frozen=True)
class Line:
    """A stair unit's round. `took_part` (owners) is None where the number would name a household, or nothing began."""

    round: Round
    roll: dict
    took_part: int | None
    objections: int
    answered: int
    outcomes: list

    @property
    def untold(self):
        """Too few households to say who has taken part before the result."""
        return self.roll and self.round.is_secret and self.roll["households"] < LEAST


def stair_units(community):
    """{words: Unit} of the stair units of a community's living roll that have somebody to vote."""
    found = {}
    rows = RollRow.objects.filter(community=community).exclude(unit="").order_by("building", "unit")
    for row in rows.only("building", "unit", "kind", "community"):
        if row.votes:
            found[row.building, row.unit] = found.get((row.building, row.unit), 0) + 1
    units = [Unit(building, unit, n) for (building, unit), n in found.items()]
    return {str(u): u for u in sorted(units, key=lambda u: (len(u.building), u.building, len(u.unit), u.unit))}


def lines(community, rounds=None):
    """[Line] of a community's stair-unit rounds, by building and unit, newest first; four statements for any number."""
    own = Round.objects.all() if rounds is None else rounds
    own = own.filter(community=community, scope=Round.Scope.UNIT).select_related("recount__correction")
    own = sorted(own, key=lambda r: (len(r.building), r.building, len(r.unit), r.unit, -r.pk))
    voted = dict(
        Seat.objects.filter(round__in=own, votes=True, ballots__standing="counted")
        .order_by()
        .values_list("round")
        .annotate(n=Count("owner", distinct=True))
    )
    against = objections.counts(own)
    return [line(r, voted.get(r.pk, 0), *against[r.pk]) for r in own]


def line(round_, voted, every, answered):
    roll, found = round_.package.get("roll", {}), round_.standing_results
    made = Line(round_, roll, None, every, answered, [outcome(round_, one) for one in found.values()])
    return made if not roll or made.untold else Line(round_, roll, voted, every, answered, made.outcomes)


def outcome(round_, result):
    words = verdict(round_.kind, result)
    return words, "没有" not in words.split("，")[-1]
