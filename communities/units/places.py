"""A unit's members as geometry sees them, and its ring: as drawn, else the outline of the members."""

from communities.register.models import Community
from communities.units.geometry import Member, closed, outline


def members_of(communities):
    """Those of some communities that have a place."""
    return [
        Member(c.pk, float(c.longitude), float(c.latitude), float(c.floor_area))
        for c in communities
        if c.longitude is not None
    ]


def ring_of(unit, communities=None):
    """The closed ring of a unit: its drawn boundary, or the outline of its members; [] when neither is known."""
    if unit.boundary:
        return closed(unit.boundary)
    return outline(members_of(unit.communities.all() if communities is None else communities))


def placed(rows):
    """Communities as the checks want them, with no more columns than needed."""
    return rows.only("id", "code", "name", "unit_id", "area_id", "longitude", "latitude", "floor_area")


def by_unit(rows):
    """{unit key: its communities} of a queryset of communities."""
    found = {}
    for c in placed(Community.objects.filter(pk__in=rows.order_by().values("pk"), unit__isnull=False)):
        found.setdefault(c.unit_id, []).append(c)
    return found
