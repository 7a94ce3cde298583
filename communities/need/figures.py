"""The need score of communities: each factor scaled between its bounds, weighted, ranked; nothing is saved."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from communities.need.factors import FACTORS
from communities.need.models import NeedWeights
from communities.register.models import Community

ONE = Decimal("0.1")


@dataclass(frozen=True)
class Part:
    """One factor of one community: its value, where that lies between the bounds (0–1), its weight and points."""

    code: str
    name: str
    unit: str
    source: str
    value: Decimal | None
    scaled: Decimal | None
    weight: Decimal
    points: Decimal | None  # of 100, after weights without data were left out


@dataclass(frozen=True)
class Ranked:
    community: Community
    score: Decimal | None  # 0–100, one decimal; None when nothing is known
    rank: int | None
    known: Decimal  # % of the weights that have data
    parts: list[Part]


def in_force(on=None):
    """The published weights of a day, or None."""
    return NeedWeights.objects.filter(valid_from__lte=on or timezone.localdate()).first()


def scale(value, low, high):
    """0 at `low`, 1 at `high`, straight between them, cut off beyond; `high` may be the smaller one."""
    if low == high:
        return Decimal(0)
    return min(max((value - low) / (high - low), Decimal(0)), Decimal(1))


def ranking(area_code, weights, on=None, communities=None):
    """Every community of an area with its score, the neediest first; equal scores share a rank.

    `weights` is {factor code: {"weight", "low", "high"}} as in NeedWeights.factors; factors of weight 0 are left out.
    """
    day = on or timezone.localdate()
    rules = counted(weights)
    values = {code: FACTORS[code].read(area_code, day) for code in rules}
    rows = Community.objects.under(area_code) if communities is None else communities
    judged = [judge(community, rules, values) for community in rows.select_related("area", "district")]
    judged.sort(key=lambda found: (found[0] is None, -(found[0] or 0), found[1].code))
    return list(rank(judged))


def counted(weights):
    """The rules of the factors that weigh something, as numbers, in the order of the factors."""
    rules = {code: {k: Decimal(str(v)) for k, v in weights[code].items()} for code in FACTORS if code in weights}
    return {code: rule for code, rule in rules.items() if rule["weight"] > 0}


def judge(community, rules, values):
    """(exact score or None, community, % of weights known, parts)."""
    found = {code: values[code].get(community.pk) for code in rules}
    total = sum(rule["weight"] for rule in rules.values())
    known = sum(rules[code]["weight"] for code, value in found.items() if value is not None)
    parts, score = [], Decimal(0) if known else None
    for code, rule in rules.items():
        value, scaled, points = found[code], None, None
        if value is not None:
            scaled = scale(value, rule["low"], rule["high"])
            points = 100 * rule["weight"] * scaled / known
            score += points
        f = FACTORS[code]
        parts.append(Part(code, f.name, f.unit, f.source, value, scaled, rule["weight"], points))
    return score, community, 100 * known / total if total else Decimal(0), parts


def rank(judged):
    place, last = 0, None
    for number, (score, community, known, parts) in enumerate(judged, 1):
        shown = None if score is None else score.quantize(ONE, ROUND_HALF_UP)
        if shown != last:
            place, last = number, shown
        yield Ranked(community, shown, None if shown is None else place, known.quantize(ONE, ROUND_HALF_UP), parts)
