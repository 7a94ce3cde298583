"""What the rest of the stock will cost and who pays, year by year, under assumptions that everybody can see and change.

Pure arithmetic in Decimal; where the assumptions come from is in `assumptions`.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
# what is varied, by how much, in words
VARIED = (
    ("unit_cost", lambda value: value / 10, "单位造价 ±10%"),
    ("growth", lambda value: Decimal(2), "造价年涨幅 ±2 个百分点"),
    ("government", lambda value: Decimal(10), "财政占比 ±10 个百分点"),
    ("per_year", lambda value: value / 5, "每年改造面积 ±20%"),
    ("ageing", lambda value: value / 2, "新增老旧面积 ±50%"),
)


@dataclass(frozen=True)
class Assumptions:
    """Areas in 万㎡, cost in 元/㎡, shares and growth in %; the treasury's share falls by `step` points a year."""

    first_year: int
    years: int
    stock: Decimal
    per_year: Decimal
    unit_cost: Decimal
    growth: Decimal
    government: Decimal
    residents: Decimal
    step: Decimal = Decimal(0)
    ageing: Decimal = Decimal(0)


@dataclass(frozen=True)
class Year:
    """One year: area renewed and left (万㎡), cost and who pays (万元; the three add up to the cost)."""

    year: int
    area: Decimal
    left: Decimal
    unit_cost: Decimal
    cost: Decimal
    government: Decimal
    residents: Decimal
    society: Decimal


@dataclass(frozen=True)
class Projection:
    years: list

    def total(self, name):
        return sum((getattr(year, name) for year in self.years), Decimal("0.00"))

    @property
    def finish(self):
        """The year in which nothing is left; None when the years do not reach so far."""
        return next((year.year for year in self.years if year.left == 0), None)


def cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def project(given):
    """The years of a projection; it ends early in the year when nothing is left and nothing ages."""
    left, found = given.stock, []
    for number in range(given.years):
        left += given.ageing if number else 0
        area = min(given.per_year, left)
        left -= area
        found.append(year_of(given, number, area, left))
        if left == 0 and not given.ageing:
            break
    return Projection(found)


def year_of(given, number, area, left):
    rate = given.unit_cost * (1 + given.growth / HUNDRED) ** number
    cost = cents(area * rate)  # 万㎡ × 元/㎡ = 万元
    government = cents(cost * share(given.government - given.step * number) / HUNDRED)
    residents = min(cents(cost * share(given.residents) / HUNDRED), cost - government)
    society = cost - government - residents
    return Year(given.first_year + number, area, left, cents(rate), cost, government, residents, society)


def share(percent):
    return min(max(percent, Decimal(0)), HUNDRED)


def sensitivity(given):
    """[(words, projection with less, projection with more)], what moves the treasury's sum most first."""
    found = []
    for name, by, words in VARIED:
        value = getattr(given, name)
        change = by(value)
        if not change:
            continue
        low, high = (project(replace(given, **{name: max(value + change * sign, Decimal(0))})) for sign in (-1, 1))
        found.append((words, low, high))
    return sorted(found, key=lambda row: -abs(row[1].total("government") - row[2].total("government")))
