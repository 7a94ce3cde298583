"""The roll beside the register of communities: a difference is explained by a named person before a roll is frozen."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from core import thresholds
from resident_participation.rolls.models import RollExplanation, RollRow

LEAST_AREA = "roll.area.least"
VOTING = ~Q(kind__in=(RollRow.Kind.PARKING, RollRow.Kind.GARAGE))
UNITS = {"buildings": "幢", "households": "户", "area": "㎡"}


@dataclass(frozen=True)
class Line:
    """One quantity: the register's number, the roll's, whether they agree, and what was said about the difference."""

    quantity: str
    recorded: Decimal
    counted: Decimal
    agrees: bool
    said: RollExplanation | None

    @property
    def label(self):
        return RollExplanation.Quantity(self.quantity).label

    @property
    def unit(self):
        return UNITS[self.quantity]

    @property
    def is_open(self):
        return not self.agrees and self.said is None


def totals(community):
    """Rows, heads-to-be and area of a community's roll: {"rows", "voting", "area", "buildings", "households"}."""
    return community.roll.aggregate(
        rows=Count("pk"),
        voting=Count("pk", filter=VOTING),
        area=Sum("area_m2", filter=VOTING, default=Decimal(0)),
        buildings=Count("building", distinct=True),
        households=Count("pk", filter=Q(kind=RollRow.Kind.RESIDENCE)),
    )


def lines(community):
    """The lines of a community's roll; none while it has no roll."""
    found = totals(community)
    if not found["rows"]:
        return []
    recorded = {
        "buildings": Decimal(community.buildings),
        "households": Decimal(community.households),
        "area": community.floor_area,
    }
    said = {(e.quantity, e.recorded, e.counted): e for e in community.roll_explanations.all()}
    made = []
    for quantity, number in recorded.items():
        counted = Decimal(found[quantity])
        agrees = plausible(counted, number) if quantity == "area" else counted == number
        made.append(Line(quantity, number, counted, agrees, said.get((quantity, number, counted))))
    return made


def plausible(private, gross):
    """Private parts are part of the floor area: not more than all of it, not less than the threshold's percent."""
    least = thresholds.value(LEAST_AREA)
    return private <= gross and private * 100 >= gross * least


def unexplained(community):
    """What stands in the way of freezing, in words."""
    return [
        f"{line.label}：小区档案 {line.recorded:,f} {line.unit}，名册 {line.counted:,f} {line.unit}，还没有人说明原因"
        for line in lines(community)
        if line.is_open
    ]
