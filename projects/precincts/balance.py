"""设施缺口与补位: what the people of a unit should have within a walk, what is there, what the plan adds. No web.

Existing is the supply of every open facility within its kind's walking distance of a member, on whichever side of a
wall. A kind that has a figure by the thousand people is measured in its own unit; one that only has a distance counts
as one place that is there when every member reaches it.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from communities.facilities.balance import demand
from communities.facilities.coverage import AMONG, fetch, life_circle_of_unit, standards
from communities.models import FacilityKind

TIERS = (FacilityKind.Tier.FIVE, FacilityKind.Tier.BLOCK)  # what a unit can be asked to have itself
SUPPLIES = """SELECT r.kind, count(*), sum(f.floor_area), sum(f.site_area), sum(f.capacity) FROM
  (SELECT DISTINCT facility, kind FROM pair JOIN rule USING (kind) WHERE metres <= radius) r
  JOIN communities_facility f ON f.id = r.facility GROUP BY r.kind"""
ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One kind of facility: amounts in `measure`; `planned` is what the plan's element adds, `how` by what."""

    kind: FacilityKind
    measure: str
    required: Decimal
    existing: Decimal
    uncovered: list
    planned: Decimal = ZERO
    how: str = ""

    @property
    def gap(self):
        return max(self.required - self.existing, ZERO)

    @property
    def left(self):
        return max(self.gap - self.planned, ZERO)

    @property
    def state(self):
        """补后: enough as it is, made up by the plan, or still lacking."""
        return "enough" if not self.gap else "filled" if not self.left else "lacking"


def balance(communities, elements=(), on=None):
    """[Line] of a unit's communities, in the order of the kinds; two statements besides the standards."""
    placed = [c for c in communities if c.longitude is not None]
    if not placed:
        return []
    rules, people = standards(on), sum(c.residents or 0 for c in communities)
    supplies = {row[0]: row[1:] for row in fetch(SUPPLIES, rules, AMONG, communities=[c.pk for c in placed])}
    met = {element.kind_id: element for element in elements}
    lines = (line(shared, rules, people, supplies) for shared in life_circle_of_unit(placed, rules))
    return [with_element(one, met.get(one.kind.pk)) for one in lines if one.kind.tier in TIERS]


def line(shared, rules, people, supplies):
    kind, per_1000 = shared.kind, rules.per_1000.get(shared.kind.pk)
    if per_1000 is None:
        return Line(kind, "处", Decimal(1), Decimal(not shared.uncovered), shared.uncovered)
    places = ("floor_area", "site_area", "capacity")
    row = supplies.get(kind.pk, (0, 0, 0, 0))
    existing = Decimal(row[1 + places.index(kind.supply)] or 0)
    required = demand(per_1000.value, people)
    if kind.supply == FacilityKind.Supply.CAPACITY:
        required = required.to_integral_value(ROUND_CEILING)  # there is no half of a bed
    return Line(kind, kind.unit, required, existing, shared.uncovered)


def with_element(one, element):
    if element is None:
        return one
    return Line(one.kind, one.measure, one.required, one.existing, one.uncovered, element.planned, told(element))


def told(element):
    """By what an element is met, in words."""
    parts = [element.how, str(element.space or ""), str(element.project or "")]
    return "，".join(part for part in parts if part)
