"""Where a case lies, between Open311's WGS-84 degrees and the register's points on China's maps (GCJ-02)."""

import math
from decimal import Decimal

from communities.models import Community
from core.errors import Refused
from core.geo import gcj02, wgs84

NEAR = 500  # metres from a community's point: the next estate is seldom nearer
DEGREE = 111_320  # metres of latitude


def degrees(longitude, latitude):
    """(lat, long) in WGS-84 as numbers, or (None, None)."""
    if longitude is None:
        return None, None
    long, lat = wgs84(longitude, latitude)
    return float(lat), float(long)


def community_at(user, address_id, lat, long):
    """The community that is meant: by its number, else the nearest to the place. Refuses `no_place`."""
    seen = Community.objects.visible_to(user).select_related("area", "district")
    if address_id:
        found = seen.filter(code=address_id).first()
        if found is None:
            raise Refused("no_place", "address_id：没有这个小区编号，或者它不在您的管辖范围")
        return found
    if lat is None or long is None:
        raise Refused("no_place", "请给出 address_id（小区编号），或者 lat 和 long")
    return nearest(seen, *gcj02(long, lat))


def nearest(communities, x, y):
    reach = Decimal("0.01")
    box = communities.filter(longitude__range=(x - reach, x + reach), latitude__range=(y - reach, y + reach))
    by_distance = sorted((metres(c, x, y), c.pk, c) for c in box)
    if not by_distance or by_distance[0][0] > NEAR:
        raise Refused("no_place", f"lat、long：{NEAR} 米内没有您管辖的小区")
    return by_distance[0][2]


def metres(community, x, y):
    east = float(community.longitude - x) * math.cos(math.radians(float(y)))
    return math.hypot(east, float(community.latitude - y)) * DEGREE
