"""Where a renovation unit lies: outlines, distances and overlaps of communities and boundaries. Pure, no Django.

Places are GCJ-02 longitude and latitude in degrees, a boundary is a ring [[longitude, latitude], …]. A community is
known by a point and its floor area; its ground is taken as a circle of floor area / FLOOR_AREA_RATIO. Metres are those
of a plane around the mean latitude, right to a fraction of a percent over the few kilometres of a unit. Whatever lies
on a boundary lies inside it.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import numpy as np
import shapely

DEGREE = math.radians(6371008.8)  # metres of a degree of latitude, on the mean earth
FLOOR_AREA_RATIO = 1.5  # 容积率 of the walk-up estates of the eighties and nineties, five or six floors
SMALLEST_RADIUS = 30  # metres: one building with its yard
# Metres that an outline stands off the grounds, may be simplified by (less than it stands off), and rounds bays by.
MARGIN, SIMPLER, ROUND = 10, 4, 25
REACH = 300  # metres between grounds that still are one neighbourhood: five minutes on foot with detours
WEST, EAST, SOUTH, NORTH = 120, 123, 28, 31  # Ningbo and its sea
LARGEST = 10_000_000  # m² of a unit; a 15-minute life circle is some 3 km²
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Member:
    """A community as this module sees it; keys are of one kind that can be sorted, floor area in m² or None."""

    key: Hashable
    longitude: float | Decimal
    latitude: float | Decimal
    floor_area: float | Decimal | None = None


def closed(ring):
    """A drawn ring as it is kept: six places (0.1 m), repeated corners dropped, the last corner equal to the first."""
    corners = [[round(float(x), 6), round(float(y), 6)] for x, y in ring]
    corners = [corner for corner, _ in groupby(corners)]
    return corners if corners[:1] == corners[-1:] and len(corners) > 1 else corners + corners[:1]


def valid_ring(ring):
    """What is wrong with a drawn boundary, in words for its drawer; "" when it can be kept."""
    try:
        corners = closed(ring)
    except (TypeError, ValueError, OverflowError):
        return "边界应是一串角点，每个角点写经度和纬度两个数"
    if len({tuple(corner) for corner in corners}) < 3:
        return "边界至少要有 3 个不同的角点"
    if not all(WEST <= x <= EAST and SOUTH <= y <= NORTH for x, y in corners):
        return f"边界有角点不在宁波（东经 {WEST}–{EAST} 度、北纬 {SOUTH}–{NORTH} 度），请检查；经度在前，纬度在后"
    if shapely.LineString(corners).convex_hull.area * DEGREE**2 < 1:
        return "边界的角点在一条线上，没有围出地块"
    if not shapely.Polygon(corners).is_valid:
        return "边界线自己交叉或相碰，请把角点拉开"
    if (area := area_m2(corners)) > LARGEST:
        return f"边界围了 {area / 1_000_000:.2f} 平方公里，一个片区最多 {LARGEST // 1_000_000} 平方公里"
    return ""


def area_m2(ring):
    """Area inside a ring: Decimal, m² with two places."""
    return square_metres(shapely.Polygon(closed(ring)))


def square_metres(shape):
    """Area of a shape in degrees. A degree of longitude is as long as it is at the shape's own centre."""
    if not shape.area:
        return Decimal("0.00")
    return Decimal(shape.area * DEGREE**2 * math.cos(math.radians(shape.centroid.y))).quantize(CENT)


def contains(ring, longitude, latitude):
    """Whether a place lies inside a ring or on it."""
    return bool(shapely.Polygon(closed(ring)).intersects(shapely.Point(float(longitude), float(latitude))))


@dataclass(frozen=True)
class Grounds:
    """Members in the order of their keys, as circles on a plane of metres around `origin` (longitude, latitude)."""

    members: list[Member]
    origin: tuple[float, float]
    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray

    def degrees(self, places):
        """Points of the plane (an array of x and y) as longitude and latitude."""
        return places / scale(self.origin[1]) + self.origin


def grounds(members, ratio=FLOOR_AREA_RATIO):
    """Grounds of at least one member."""
    members = sorted(members, key=lambda m: m.key)
    places = np.array([(float(m.longitude), float(m.latitude)) for m in members])
    origin = tuple(places.mean(axis=0).tolist())
    x, y = ((places - origin) * scale(origin[1])).T
    radius = np.sqrt(np.array([float(m.floor_area or 0) for m in members]) / ratio / math.pi)
    return Grounds(members, origin, x, y, np.maximum(radius, SMALLEST_RADIUS))


def scale(latitude):
    """Metres of a degree of longitude and of latitude."""
    return np.array([DEGREE * math.cos(math.radians(latitude)), DEGREE])


def outline(members, ratio=FLOOR_AREA_RATIO):
    """A boundary around the grounds of all members, some metres off: a closed ring of six places, [] for no members.

    Grounds within REACH of one another are taken together with what lies between; farther ones hang on by a strip.
    The same members give the same ring in whatever order they come. It runs counter-clockwise, as GeoJSON asks.
    """
    if not members:
        return []
    land = grounds(members, ratio)
    circles = shapely.union_all(shapely.buffer(shapely.points(land.x, land.y), land.radius, quad_segs=16))
    around = hull(circles).buffer(ROUND).buffer(MARGIN - ROUND)
    # Rounding might leave an island in a bay, which is smaller than what holds the members.
    whole = shapely.Polygon(max(shapely.get_parts(around), key=shapely.area).exterior)
    ring = shapely.orient_polygons(whole.simplify(SIMPLER)).exterior
    return closed(land.degrees(shapely.get_coordinates(ring)).tolist())


def hull(shape):
    """The concave hull that follows bays wider than REACH. The library asks for that length as a ratio between the
    shortest and the longest edge of its triangles. The sides of the circles are far shorter, so none is cut into."""
    edges = shapely.length(shapely.get_parts(shapely.delaunay_triangles(shape, only_edges=True)))
    return shapely.concave_hull(shape, ratio=float(np.clip((REACH - edges.min()) / np.ptp(edges), 0, 1)))


@dataclass(frozen=True)
class Contiguity:
    """How far the members of a unit are neighbours (连片). Distances are whole metres from ground to ground."""

    groups: list[list]  # keys of those within reach of one another, the largest group first
    longest_gap: int  # of the shortest links that tie all members together; 0 for one member
    gaps: list[tuple]  # (key, key, metres) of those links that are beyond reach, longest first
    nearest: dict  # {key: (key of the nearest other member, metres)}

    @property
    def clusters(self):
        return len(self.groups)

    @property
    def share(self):
        """Members in the largest group of all members: Decimal between 0 and 1; 0 without members."""
        return Decimal(len(self.groups[0])) / sum(map(len, self.groups)) if self.groups else Decimal(0)


def contiguity(members, reach=REACH, ratio=FLOOR_AREA_RATIO):
    """Contiguity of members; two are joined when their grounds are no more than `reach` metres apart."""
    if not members:
        return Contiguity([], 0, [], {})
    land = grounds(members, ratio)
    keys, apart = [m.key for m in land.members], distances(land)
    links, group_of = spanning_tree(apart), {0: [keys[0]]}
    for near, far, metres in links:  # from the root outwards, so the nearer end has its group already
        group_of[far] = group_of[near] if metres <= reach else []
        group_of[far].append(keys[far])
    groups = {id(group): sorted(group) for group in group_of.values()}
    gaps = [(*sorted((keys[a], keys[b])), metres) for a, b, metres in links if metres > reach]
    np.fill_diagonal(apart, np.iinfo(apart.dtype).max)
    closest = [(key, int(row.argmin()), int(row.min())) for key, row in zip(keys, apart, strict=True)]
    return Contiguity(
        sorted(groups.values(), key=lambda group: (-len(group), group)),
        max((metres for *_, metres in links), default=0),
        sorted(gaps, key=lambda gap: (-gap[2], gap[:2])),
        {key: (keys[other], metres) for key, other, metres in closest} if len(keys) > 1 else {},
    )


def distances(land):
    """Whole metres between every two grounds, 0 where they touch: nothing finer is known, and so what is compared is
    what is shown."""
    centres = np.hypot(land.x[:, None] - land.x, land.y[:, None] - land.y)
    return np.rint(np.maximum(centres - land.radius[:, None] - land.radius, 0)).astype(int)


def spanning_tree(apart):
    """Prim: [(index, index, metres)] of the shortest links that tie everything together, from the first outwards."""
    links, best, via = [], apart[0].copy(), np.zeros(len(apart), int)
    away = np.arange(len(apart)) > 0
    while away.any():
        new = int(np.flatnonzero(away)[best[away].argmin()])
        links.append((int(via[new]), new, int(best[new])))
        away[new] = False
        closer = apart[new] < best
        best[closer], via[closer] = apart[new][closer], new
    return links


def polygons(rings):
    """Rings as shapes: an array, which may be empty."""
    return np.array([shapely.Polygon(closed(ring)) for ring in rings], dtype=object)


def overlaps(units):
    """[(key, key, m²)] of boundaries {key: ring} that share more than 1 m², in the order of the keys."""
    keys = sorted(units)
    shapes = polygons(units[key] for key in keys)
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    a, b = pairs[:, pairs[0] < pairs[1]]
    shared = map(square_metres, shapely.intersection(shapes[a], shapes[b]))
    return sorted((keys[i], keys[j], area) for i, j, area in zip(a, b, shared, strict=True) if area > 1)


def inside(rings, members):
    """{(index of the ring, index of the member)} of members (a list) that lie in one of the rings."""
    places = [shapely.Point(float(m.longitude), float(m.latitude)) for m in members]
    return set(zip(*shapely.STRtree(places).query(polygons(rings), predicate="intersects").tolist(), strict=True))


def outside(ring, members):
    """[key] of a unit's members that do not lie in its boundary, in their order."""
    within = inside([ring], members)
    return [m.key for n, m in enumerate(members) if (0, n) not in within]


def strangers(ring, others):
    """[key] of communities of other units or of none that lie in a unit's boundary, in their order."""
    within = inside([ring], others)
    return [m.key for n, m in enumerate(others) if (0, n) in within]


@dataclass(frozen=True)
class Check:
    """What is wrong with the boundaries of a city; communities by their keys, each list in the order of its keys."""

    overlaps: list[tuple]  # (unit, unit, m²)
    outside: list[tuple]  # (unit, community): a member that its unit's boundary leaves out
    strangers: list[tuple]  # (unit, community, its own unit or None)
    loose: list  # communities of no unit in no boundary


def check(units, members):
    """Check of all boundaries {unit: ring} against all communities [(Member, unit or None)] at once.

    Members of a unit that has no boundary yet are neither inside nor outside it.
    """
    names = sorted(units)
    within = inside([units[name] for name in names], [member for member, _ in members])
    lying = {(names[ring], members[n][0].key) for ring, n in within}
    held = {key for _, key in lying}
    home = {member.key: unit for member, unit in members}
    return Check(
        overlaps(units),
        sorted((unit, key) for key, unit in home.items() if unit in units and (unit, key) not in lying),
        sorted((unit, key, home[key]) for unit, key in lying if unit != home[key]),
        sorted(key for key, unit in home.items() if unit is None and key not in held),
    )
