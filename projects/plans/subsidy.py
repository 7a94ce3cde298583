"""中央补助因素: what the central subsidy of old communities is shared by (财综 2024: area, households, buildings,
communities), exact per plan year and district, from the entries of issued plans as they were listed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Sum
from django.db.models.functions import Left

from accounts.models import Area
from core import thresholds
from projects.plans.models import AnnualPlan, PlanEntry

FACTORS = ("floor_area", "households", "buildings", "communities")
ZERO = Decimal("0.00")
DEFINITION = (
    "当年已下达计划里列入的小区（不含移出的），面积、户数、楼栋按列入时的数；"
    "份额＝各因素占全市的比重按权重加权，权重每年由财政、住建部门公布，未公布时按平台假设。"
)


@dataclass(frozen=True)
class Factors:
    """One place's quantities: m², households, buildings, communities; its share of the city in percent, None alone."""

    key: str
    name: str
    floor_area: Decimal = ZERO
    households: int = 0
    buildings: int = 0
    communities: int = 0
    share: Decimal | None = None


def factors(area_code, year):
    """([Factors] by district, or by street within a district, and the total of the area)."""
    length = 6 if len(area_code) == 4 else 9
    rows = PlanEntry.objects.under(area_code).filter(plan__year=year, state=PlanEntry.State.LISTED)
    rows = rows.filter(plan__state=AnnualPlan.State.ISSUED).annotate(key=Left("community__area_id", length)).order_by()
    sums = {name: Sum(name) for name in FACTORS[:3]}
    found = list(rows.values("key").annotate(communities=Count("pk"), **sums).order_by("key"))
    names = dict(Area.objects.filter(pk__in=[row["key"] for row in found]).values_list("pk", "name"))
    whole = {name: sum(row[name] for row in found) for name in FACTORS}
    weights = {name: thresholds.value(f"subsidy.{name}") for name in FACTORS} if found else {}
    lines = [Factors(name=names[row["key"]], share=share(row, whole, weights), **row) for row in found]
    return lines, Factors("", "合计", **whole)


def share(row, whole, weights):
    """Σ weight × part ÷ whole, in percent with two decimals; exact until it is rounded."""
    points = sum(weights[name] * row[name] / whole[name] for name in FACTORS if whole[name])
    base = sum(weights[name] for name in FACTORS if whole[name])
    return (Decimal(points) * 100 / base).quantize(Decimal("0.01"), ROUND_HALF_UP) if base else None
