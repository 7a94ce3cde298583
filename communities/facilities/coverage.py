"""Who reaches what on foot: the one home of the life circle's distances. No web.

A walking distance (metres) is the stored network distance of a pair, else the great-circle line × the detour factor.
Only open facilities count, on whichever side of a wall or of a boundary they stand. Communities without coordinates
are counted apart, they are neither covered nor uncovered.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from communities.facilities.models import FacilityKind
from communities.register.models import Community
from core import thresholds
from core.errors import Refused
from core.models import Threshold

LOOK_AROUND = 3000  # metres; farther than this nobody walks, and the nearest is "none"
# One box around each place, large enough for the farthest-reaching kind, goes through the index facility_place; then
# each kind's own box, then the exact distance. A degree is 111,195 m: boxes are a little too large.
PAIRS = """
WITH rule AS (
  SELECT * FROM unnest(%(kinds)s::text[], %(radii)s::float8[], %(shares)s::float8[]) AS rule(kind, radius, share)),
place AS (
  SELECT c.id, c.households, c.longitude::float8 AS x, c.latitude::float8 AS y,
    %(reach)s / 111000.0 AS dy, %(reach)s / (111000.0 * cos(radians(c.latitude::float8))) AS dx
  FROM communities_community c WHERE {which} AND c.longitude IS NOT NULL),
boxed AS MATERIALIZED (
  SELECT p.*, f.id AS facility, f.kind_id AS kind, f.longitude::float8 AS fx, f.latitude::float8 AS fy
  FROM place p JOIN communities_facility f ON f.state = 'open'
    AND point(f.longitude, f.latitude) <@ box(point(p.x - p.dx, p.y - p.dy), point(p.x + p.dx, p.y + p.dy))),
pair AS (
  SELECT p.id AS community, f.id AS facility, f.kind_id AS kind, n.metres::float8 AS metres, true AS measured
  FROM place p
  JOIN communities_networkdistance n ON n.community_id = p.id
  JOIN communities_facility f ON f.id = n.facility_id AND f.state = 'open'
  UNION ALL
  SELECT b.id, b.facility, b.kind, %(detour)s * 2 * 6371008.8 * asin(least(1, sqrt(power(sin(radians(fy - y) / 2), 2)
    + cos(radians(y)) * cos(radians(fy)) * power(sin(radians(fx - x) / 2), 2)))), false
  FROM boxed b JOIN rule USING (kind)
  WHERE abs(fx - x) <= dx * share AND abs(fy - y) <= dy * share AND NOT EXISTS (
    SELECT 1 FROM communities_networkdistance n WHERE n.community_id = b.id AND n.facility_id = b.facility)),
reached AS (SELECT DISTINCT community, kind FROM pair JOIN rule USING (kind) WHERE metres <= radius)
"""
IN_AREA, AMONG = "c.area_id LIKE %(area)s", "c.id = ANY(%(communities)s)"


@dataclass(frozen=True)
class Standards:
    """The rules of a day: the kinds in their order, and {kind code: threshold row} of each figure."""

    on: date
    detour: Threshold
    kinds: list[FacilityKind]
    radius: dict[str, Threshold]
    per_1000: dict[str, Threshold]
    floor_area: dict[str, Threshold]
    site_area: dict[str, Threshold]

    def walked(self):
        """The kinds that have a radius."""
        return [kind for kind in self.kinds if kind.pk in self.radius]


def standards(on=None, kind=None):
    """What counts on a day (today by default), of all kinds or of one. Refused without a detour factor."""
    on = on or timezone.localdate()
    rows = thresholds.rows("facility.", on)
    if "facility.detour" not in rows:
        raise Refused("no_threshold", "缺少标准值“绕行系数”，请管理员在“标准值”里补上")
    kinds = FacilityKind.objects.filter(pk=kind) if kind else FacilityKind.objects.all()

    def of(figure):
        return {code.split(".")[1]: row for code, row in rows.items() if code.endswith(f".{figure}")}

    return Standards(
        on, rows["facility.detour"], list(kinds), of("radius"), of("per_1000"), of("floor_area"), of("site_area")
    )


def fetch(select, rules, which, *, around=None, **params):
    """Rows of a SELECT over the pairs of the chosen communities (`which`).

    Each kind is looked for as far as its radius leads, or all kinds `around` so many metres (straight lines).
    """
    kinds, detour = rules.kinds if around else rules.walked(), float(rules.detour.value)
    radii = [float(rules.radius[k.pk].value) if k.pk in rules.radius else 0.0 for k in kinds]
    reach = around or max(radii, default=0.0) / detour
    shares = [1.0 if around else radius / detour / reach for radius in radii]
    params |= {"kinds": [k.pk for k in kinds], "radii": radii, "shares": shares, "detour": detour, "reach": reach}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS.format(which=which) + select, params)
        return cursor.fetchall()


@dataclass(frozen=True)
class Coverage:
    """One kind in one area. `uncovered` are those with a place that no open facility reaches."""

    kind: FacilityKind
    radius: Threshold | None  # None: the standard knows no walking distance for this kind
    detour: Threshold
    communities: int
    without_place: int
    covered: int | None
    households: int
    households_uncovered: int | None

    @property
    def uncovered(self):
        return None if self.covered is None else self.communities - self.without_place - self.covered

    @property
    def percent(self):
        placed = self.communities - self.without_place
        return Decimal(100 * self.covered) / placed if placed and self.covered is not None else None


@dataclass(frozen=True)
class Totals:
    """What an area's figures are shares of. People are those of the register; some communities have none written."""

    communities: int
    without_place: int
    all_households: int
    placed_households: int
    people: int
    without_people: int


PLACED = Q(longitude__isnull=False)


def totals(area_code):
    found = (
        Community.objects.under(area_code)
        .order_by()
        .aggregate(
            communities=Count("pk"),
            without_place=Count("pk", filter=~PLACED),
            all_households=Coalesce(Sum("households"), 0),
            placed_households=Coalesce(Sum("households", filter=PLACED), 0),
            people=Coalesce(Sum("residents"), 0),
            without_people=Count("pk", filter=Q(residents=None)),
        )
    )
    return Totals(**found)


def coverage(area_code, rules, whole=None):
    """[Coverage] of an area, one per kind of `rules`: one statement besides the totals, however many kinds."""
    whole = whole or totals(area_code)
    select = "SELECT kind, count(*), sum(households) FROM reached JOIN place ON id = community GROUP BY kind"
    reached = {kind: (n, m) for kind, n, m in fetch(select, rules, IN_AREA, area=f"{area_code}%")}
    lines = []
    for kind in rules.kinds:
        radius = rules.radius.get(kind.pk)
        n, households = reached.get(kind.pk, (0, 0))
        covered, away = (n, whole.placed_households - households) if radius else (None, None)
        of = (whole.communities, whole.without_place, covered, whole.all_households, away)
        lines.append(Coverage(kind, radius, rules.detour, *of))
    return lines


def uncovered(area_code, rules):
    """The communities of an area (queryset) that have a place and reach no facility of the one kind of `rules`."""
    reached = [key for (key,) in fetch("SELECT community FROM reached", rules, IN_AREA, area=f"{area_code}%")]
    return Community.objects.under(area_code).exclude(longitude=None).exclude(pk__in=reached)


def out_of_reach(area_code, on=None):
    """{community key: % of the kinds with a radius that it cannot reach}; communities without a place are left out."""
    rules = standards(on)
    count = len(rules.walked())
    select = """SELECT place.id, count(reached.kind) FROM place LEFT JOIN reached ON place.id = reached.community
        GROUP BY place.id"""
    rows = fetch(select, rules, IN_AREA, area=f"{area_code}%") if count else []
    return {key: Decimal(100 * (count - n)) / count for key, n in rows}


@dataclass(frozen=True)
class Near:
    """An open facility and how far a community has to walk to it."""

    community: int
    facility: int
    name: str
    kind: str
    area: str
    longitude: Decimal
    latitude: Decimal
    metres: Decimal  # whole
    measured: bool  # a stored network distance; else straight line × detour factor
    covered: bool


NEAR = """SELECT {distinct} community, facility, f.name, kind, f.area_id, f.longitude, f.latitude,
    round(metres::numeric), measured, metres <= radius
  FROM pair JOIN rule USING (kind) JOIN communities_facility f ON f.id = facility ORDER BY community, kind, metres"""


def nearest(communities, rules):
    """{(community key, kind code): Near} of the nearest facility within three kilometres; one statement."""
    select = NEAR.format(distinct="DISTINCT ON (community, kind)")
    rows = fetch(select, rules, AMONG, around=LOOK_AROUND, communities=[c.pk for c in communities])
    return {(row[0], row[3]): Near(*row) for row in rows}


def around(community, rules, reach=1000):
    """[Near] of everything open within so many metres of a community (straight line), nearest first by kind."""
    rows = fetch(NEAR.format(distinct=""), rules, AMONG, around=reach, communities=[community.pk])
    return [Near(*row) for row in rows]


@dataclass(frozen=True)
class Reach:
    """A line of a life circle: the kind, its radius, the nearest facility (None: none within three kilometres)."""

    kind: FacilityKind
    radius: Threshold | None
    near: Near | None

    @property
    def missing(self):
        return self.radius is not None and not (self.near and self.near.covered)


def life_circle(community, rules):
    """[Reach] of one community, in the order of the kinds."""
    found = nearest([community], rules)
    return [Reach(k, rules.radius.get(k.pk), found.get((community.pk, k.pk))) for k in rules.kinds]


@dataclass(frozen=True)
class Shared:
    """A kind for several communities (a renovation unit): who reaches one, who does not."""

    kind: FacilityKind
    radius: Threshold
    covered: list[Community]
    uncovered: list[Community]
    nearest: Near | None  # of those that are reached or not, the shortest walk of any member

    @property
    def words(self):
        return "都够得着" if not self.uncovered else "部分够得着" if self.covered else "都够不着"


def life_circle_of_unit(members, rules):
    """[Shared] of a unit's members that have a place, for every kind with a radius; one statement."""
    placed = [c for c in members if c.longitude is not None]
    found, lines = nearest(placed, rules), []
    for kind in rules.walked():
        near = {c.pk: found.get((c.pk, kind.pk)) for c in placed}
        covered = [c for c in placed if near[c.pk] and near[c.pk].covered]
        away = [c for c in placed if c not in covered]
        shortest = min(filter(None, near.values()), key=lambda n: n.metres, default=None)
        lines.append(Shared(kind, rules.radius[kind.pk], covered, away, shortest))
    return lines


SERVED = """
SELECT c.id, c.name, c.code, c.area_id, a.name, c.households, round(metres::numeric), measured FROM (
  SELECT c.*, coalesce(n.metres::float8, %(detour)s * 2 * 6371008.8 * asin(least(1, sqrt(
      power(sin(radians(c.latitude::float8 - %(y)s) / 2), 2) + cos(radians(%(y)s)) * cos(radians(c.latitude::float8))
      * power(sin(radians(c.longitude::float8 - %(x)s) / 2), 2))))) AS metres, n.id IS NOT NULL AS measured
  FROM communities_community c
  LEFT JOIN communities_networkdistance n ON n.community_id = c.id AND n.facility_id = %(facility)s
  WHERE n.id IS NOT NULL OR (c.latitude BETWEEN %(y)s - %(dy)s AND %(y)s + %(dy)s
    AND c.longitude BETWEEN %(x)s - 1.5 * %(dy)s AND %(x)s + 1.5 * %(dy)s)) c
JOIN accounts_area a ON a.code = c.area_id
WHERE metres <= %(radius)s ORDER BY metres, c.code"""


@dataclass(frozen=True)
class Served:
    """A community within a facility's radius."""

    pk: int
    name: str
    code: str
    area_code: str
    area_name: str
    households: int
    metres: Decimal
    measured: bool


def served(facility, rules):
    """[Served] of the communities that a facility reaches, nearest first; [] for a kind without a radius."""
    if facility.kind_id not in rules.radius:
        return []
    radius, detour = float(rules.radius[facility.kind_id].value), float(rules.detour.value)
    params = {"facility": facility.pk, "x": float(facility.longitude), "y": float(facility.latitude)}
    params |= {"radius": radius, "detour": detour, "dy": radius / detour / 111000}
    with connection.cursor() as cursor:
        cursor.execute(SERVED, params)
        return [Served(*row) for row in cursor.fetchall()]
