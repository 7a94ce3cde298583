"""What happens to facilities and stored walking distances. Pages, API, sheets and the demo all call these."""

import math

from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from accounts.policy import Act
from communities.facilities.models import Facility, NetworkDistance
from core.actors import SYSTEM
from core.changes import change, remove
from core.errors import Refused

CODE_LOCK = 0xFAC1
LAST_NUMBER = Max(Cast(Substr("code", 12), IntegerField()))  # behind SS and the street's nine digits
SAME_PLACE = 60  # metres within which two facilities of one kind look like one entered twice
EARTH = 6371008.8  # metres, mean radius


def straight(a, b):
    """The great-circle distance in metres of two records with longitude and latitude."""
    x1, y1, x2, y2 = (math.radians(float(v)) for v in (a.longitude, a.latitude, b.longitude, b.latitude))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(h))


@transaction.atomic
def create(*, by, confirmed=False, **values):
    """A new facility in a street, numbered there. One that looks like another is refused until it is confirmed."""
    new = Facility(**values)
    ((new.code,),) = next_codes({new.area_id: 1}).values()
    check_twin(new, confirmed)
    with change(new, by=by, act=Act.FACILITY_EDIT) as facility:
        pass
    return facility


@transaction.atomic
def edit(facility, *, by, version=None, note="", confirmed=False, **values):
    """Change a facility. When it moves, walking distances stored for the old place are no longer true: they go."""
    with change(facility, by=by, act=Act.FACILITY_EDIT, note=note, version=version) as f:
        place, street = (f.longitude, f.latitude), f.area_id
        for name, value in values.items():
            setattr(f, name, value)
        moved = (f.longitude, f.latitude) != place
        if f.area_id != street:
            ((f.code,),) = next_codes({f.area_id: 1}).values()
        if moved:
            check_twin(f, confirmed)
    if moved:
        forget_distances([f])
    return f


def forget_distances(moved):
    """What was walked to the old places of facilities is no longer true."""
    for distance in NetworkDistance.objects.filter(facility__in=moved).select_related("community__area", "facility"):
        remove(distance, by=SYSTEM, act=Act.FACILITY_EDIT, note=f"“{distance.facility}”换了位置，原来的步行距离作废")


def check_twin(facility, confirmed):
    twin = None if confirmed else twins([facility]).get(0)
    if twin:
        words = f"{twin}是同类设施，相距不到 {SAME_PLACE} 米，可能是同一处。确实是两处的，请勾选“确认不是同一处”"
        raise Refused("maybe_same", words, {"confirmed": [words]})


TWINS = """
SELECT n, f.code || '“' || f.name || '”', f.longitude, f.latitude
FROM unnest(%s::int[], %s::text[], %s::text[], %s::float8[], %s::float8[]) AS new(n, code, kind, x, y)
JOIN communities_facility f ON f.kind_id = new.kind AND f.code <> new.code AND f.state = 'open'
  AND point(f.longitude, f.latitude) <@ box(point(x - 0.001, y - 0.001), point(x + 0.001, y + 0.001))
ORDER BY n, f.code DESC"""


def twins(facilities):
    """{place in the list: words} of open facilities that may be the same one as a listed one; one statement."""
    placed = [(n, f) for n, f in enumerate(facilities) if f.longitude is not None and f.latitude is not None]
    columns = [[n for n, _ in placed], [f.code for _, f in placed], [f.kind_id for _, f in placed]]
    columns += [[float(f.longitude) for _, f in placed], [float(f.latitude) for _, f in placed]]
    with connection.cursor() as cursor:
        cursor.execute(TWINS, columns)
        near = [(n, words, Facility(longitude=x, latitude=y)) for n, words, x, y in cursor.fetchall()]
    return {n: words for n, words, other in near if straight(facilities[n], other) < SAME_PLACE}


def next_codes(wanted):
    """The next codes of streets: SS, the street's 9 digits, a running number of four. Call inside a transaction.

    `wanted` is {street code: how many}, the answer {street code: [codes]}.
    """
    streets = sorted(wanted)  # everybody locks in the same order
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, unnest(%s::int[]))", [CODE_LOCK, [int(s) for s in streets]])
    last = dict(Facility.objects.order_by().filter(area__in=streets).values_list("area").annotate(last=LAST_NUMBER))
    return {s: [f"SS{s}{last.get(s, 0) + n:04d}" for n in range(1, wanted[s] + 1)] for s in streets}


def set_distance(community, facility, *, metres, source, by, note=""):
    """Store how far one walks between the two, in place of what was stored; refused below the straight line."""
    known = NetworkDistance.objects.filter(community=community, facility=facility).first()
    pair = known or NetworkDistance(community=community, facility=facility)
    by.require(Act.FACILITY_EDIT, pair)  # before any word about the place
    check_distance(community, facility, metres)
    with change(pair, by=by, act=Act.FACILITY_EDIT, note=note) as distance:
        distance.metres, distance.source = metres, source
    return distance


def check_distance(community, facility, metres):
    """A walk is never shorter than the straight line; whoever says so measured another pair or mistyped."""
    if community.longitude is None:
        raise Refused("no_place", f"“{community}”还没有坐标，请先在小区档案里补上", {"community": ["小区没有坐标"]})
    line = straight(community, facility)
    if float(metres) + 0.1 < line:
        words = f"比直线距离 {line:.0f} 米还短，请核对"
        raise Refused("too_short", words, {"metres": [words]})


def drop_distance(distance, *, by):
    """Forget a stored distance; the estimate counts again."""
    remove(distance, by=by, act=Act.FACILITY_EDIT)
