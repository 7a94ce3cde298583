"""Gaps and the spaces that could fill them, nearest first, with what each would change. No web.

A space can serve a gap when its kind of facility is among its possible uses, when it is large enough for that kind and
free, and when the community could walk to it: straight line × detour factor within the kind's radius, as for a facility
that is open already (communities.facilities).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from communities.facilities.actions import straight
from communities.facilities.coverage import IN_AREA, Shared, fetch, life_circle_of_unit, standards
from communities.register.models import Community
from communities.stock.models import StockSpace

BEST = 3
UNREACHED = """SELECT place.id, rule.kind FROM place CROSS JOIN rule
  WHERE NOT EXISTS (SELECT 1 FROM reached r WHERE r.community = place.id AND r.kind = rule.kind)"""


@dataclass(frozen=True)
class Match:
    """A space for a gap: how far (from the nearest that lacks it), and who would newly reach such a facility there."""

    space: StockSpace
    metres: int
    gained: list[Community]

    @property
    def households(self):
        return sum(c.households for c in self.gained)


@dataclass(frozen=True)
class Need:
    """A kind that some cannot reach, with its best spaces; `asked` is the standard's smallest size (m²), if any."""

    line: Shared
    asked: Decimal | None
    matches: list[Match]


def walk(rules, a, b):
    """Metres on foot between two places, as the life circle estimates them."""
    return straight(a, b) * float(rules.detour.value)


def needs(communities, on=None):
    """[Need] of a community, or of a unit's communities together, in the order of the kinds.

    A kind is lacking when one of them cannot reach it; those without coordinates cannot be asked.
    """
    placed = [c for c in communities if c.longitude is not None]
    if not placed:
        return []
    rules, district = standards(on), placed[0].district_id
    lacking = [line for line in life_circle_of_unit(placed, rules) if line.uncovered]
    free, unreached = free_spaces(district), unreached_by_kind(district, rules)
    return [need(line, free, unreached.get(line.kind.pk, []), rules) for line in lacking]


def need(line, free, unreached, rules):
    asked, radius = smallest(line.kind, rules), line.radius.value
    fit = [s for s in free if fits(s, line.kind, asked)]
    near = sorted((min(walk(rules, c, s) for c in line.uncovered), s.code, s) for s in fit)
    best = [(metres, s) for metres, _, s in near if metres <= radius][:BEST]
    return Need(line, asked, [Match(s, round(metres), gained(s, unreached, radius, rules)) for metres, s in best])


def smallest(kind, rules):
    row = rules.floor_area.get(kind.pk) or rules.site_area.get(kind.pk)
    return row.value if row else None


def fits(space, kind, asked):
    return kind.pk in space.uses and (asked is None or space.size >= asked)


def free_spaces(area_code):
    """The spaces of an area that nobody holds from today on."""
    return list(StockSpace.objects.under(area_code).free(timezone.localdate()).select_related("area"))


def unreached_by_kind(area_code, rules):
    """{kind: [communities of the area that reach none]}, in two statements."""
    pairs = fetch(UNREACHED, rules, IN_AREA, area=f"{area_code}%")
    rows = {c.pk: c for c in Community.objects.under(area_code).exclude(longitude=None).select_related("area")}
    found = {}
    for key, kind in pairs:
        found.setdefault(kind, []).append(rows[key])
    return found


def gained(space, unreached, radius, rules):
    """The communities that reach none today and would reach one at this space."""
    return [c for c in unreached if walk(rules, space, c) <= radius]


def chances(space, on=None):
    """[(kind, radius, communities that would gain, their households)] of a space's uses, the most households first."""
    rules = standards(on)
    unreached = unreached_by_kind(space.area_id[:6], rules)
    found = []
    for kind in rules.walked():
        if fits(space, kind, smallest(kind, rules)):
            radius = rules.radius[kind.pk]
            new = gained(space, unreached.get(kind.pk, []), radius.value, rules)
            found.append((kind, radius, new, sum(c.households for c in new)))
    return sorted(found, key=lambda line: -line[3])
