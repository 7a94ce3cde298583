"""供需: what the people of an area should have by the thousand against what stands open there. No web."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Sum

from communities.facilities.models import Facility, FacilityKind
from core.models import Threshold

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Balance:
    """One kind in one area: m² or pieces, as the kind's supply is counted."""

    kind: FacilityKind
    per_1000: Threshold | None
    facilities: int
    unsized: int  # open ones whose size nobody wrote down; they count as nothing
    supply: Decimal
    demand: Decimal | None  # None: no standard by the thousand

    @property
    def gap(self):
        return None if self.demand is None else max(Decimal(0), self.demand - self.supply)


def demand(per_1000, people):
    """per 1,000 people × people ÷ 1,000, to the hundredth."""
    return (per_1000 * people / 1000).quantize(CENT, ROUND_HALF_UP)


def balance(area_code, rules, people):
    """{kind code: Balance} of an area with so many people; one statement. Supply is what lies inside the area."""
    sizes = FacilityKind.Supply.values
    rows = Facility.objects.under(area_code).filter(state=Facility.State.OPEN).order_by().values("kind")
    rows = rows.annotate(n=Count("pk"), **{f"{s}_sum": Sum(s) for s in sizes}, **{f"{s}_n": Count(s) for s in sizes})
    supplies, found = {row["kind"]: row for row in rows}, {}
    for kind in rules.kinds:
        row, per_1000 = supplies.get(kind.pk, {}), rules.per_1000.get(kind.pk)
        count, supply = row.get("n", 0), Decimal(row.get(f"{kind.supply}_sum") or 0)
        unsized = count - row.get(f"{kind.supply}_n", 0)
        wanted = demand(per_1000.value, people) if per_1000 else None
        found[kind.pk] = Balance(kind, per_1000, count, unsized, supply, wanted)
    return found
