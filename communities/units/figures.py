"""片区划定检查: do the boundaries of a city fit together, and does each community lie where it belongs?"""

from dataclasses import dataclass

from communities.register.models import Community, RenovationUnit
from communities.units.geometry import check, contiguity
from communities.units.places import members_of, placed, ring_of

DEFINITION = "边界以画定的为准，没有画的按小区位置估；小区按坐标点判断，没有坐标的不查"


@dataclass(frozen=True)
class Checks:
    """What is wrong, as records: communities and units with their names."""

    overlaps: list  # (unit, unit, m²)
    outside: list  # (unit, community)
    strangers: list  # (unit, community, its own unit or None)
    loose: list  # communities of no unit
    undrawn: int  # units whose boundary is an outline
    units: int

    @property
    def faults(self):
        return len(self.overlaps) + len(self.outside) + len(self.strangers)


def checks(area_code):
    """Checks of all units under an area against all its communities: three statements."""
    units = {unit.pk: unit for unit in RenovationUnit.objects.under(area_code).select_related("area__parent")}
    everybody = list(placed(Community.objects.under(area_code)).select_related("area"))
    own = {}
    for c in everybody:
        own.setdefault(c.unit_id, []).append(c)
    rings = {key: ring_of(unit, own.get(key, [])) for key, unit in units.items()}
    known = {c.pk: c for c in everybody}
    found = check(
        {key: ring for key, ring in rings.items() if ring},
        [(member, known[member.key].unit_id) for member in members_of(everybody)],
    )
    return Checks(
        [(units[a], units[b], area) for a, b, area in found.overlaps],
        [(units[unit], known[key]) for unit, key in found.outside],
        [(units[unit], known[key], units.get(home)) for unit, key, home in found.strangers],
        [known[key] for key in found.loose],
        sum(not unit.boundary for unit in units.values()),
        len(units),
    )


def neighbours(communities):
    """How far the members of a unit are neighbours, in words; "" for fewer than two with a place."""
    near = contiguity(members_of(communities))
    count = sum(map(len, near.groups))
    if count < 2:
        return ""
    if near.clusters == 1:
        return f"{count} 个小区连成一片" + (f"，相隔最远 {near.longest_gap} 米" if near.longest_gap else "")
    share = near.share * 100
    return f"{count} 个小区分成 {near.clusters} 片，最大一片占 {share:.0f}%，片与片最远相隔 {near.longest_gap} 米"
