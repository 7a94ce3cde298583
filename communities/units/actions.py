"""What happens to renovation units: their members, their boundary, and their delimitation as decided, in versions."""

from contextlib import ExitStack

from django.db import connection, transaction
from django.db.models import Max

from accounts.policy import Act
from communities.register.models import RenovationUnit
from communities.units.geometry import area_m2, closed, valid_ring
from communities.units.models import UnitVersion
from communities.units.places import ring_of
from core.changes import change
from core.errors import Refused

CODE_LOCK = 0x9132
MOST_CORNERS = 200


def create(*, by, communities=None, **values):
    return save_unit(RenovationUnit(), by=by, communities=communities, **values)


@transaction.atomic
def save_unit(unit, *, by, communities=None, version=None, **values):
    """Create or edit a renovation unit, and say which communities belong to it.

    Refuses `other_district`, `bad_boundary`. A community that comes from another unit leaves that one.
    """
    new = unit.pk is None
    with change(unit, by=by, act=Act.UNIT_EDIT, version=version) as u:
        for name, value in values.items():
            setattr(u, name, ring(value) if name == "boundary" else value)
        u.code = u.code or next_unit_code(u.area_id)
        if communities is not None and not new:
            set_members(u, communities, by=by)
    if communities and new:
        with change(u, by=by, act=Act.UNIT_EDIT) as u:
            set_members(u, communities, by=by)
    return u


def ring(corners):
    """A drawn boundary as it is kept; [] takes it away."""
    if not corners:
        return []
    words = valid_ring(corners)
    if not words and len(corners) > MOST_CORNERS:
        words = f"边界有 {len(corners)} 个角点，最多 {MOST_CORNERS} 个，请简化"
    if words:
        raise Refused("bad_boundary", words, {"boundary": [words]})
    return closed(corners)


def set_members(unit, communities, *, by):
    """The unit's communities are just these. Whoever loses one has its own record of it."""
    outside = [c.name for c in communities if not c.area_id.startswith(unit.area_id[:6])]
    if outside:
        words = f"{'、'.join(outside)}不在片区所在的区（县、市）"
        raise Refused("other_district", words, {"communities": [words]})
    wanted = {c.pk: c for c in communities}
    losing = {c.unit_id for c in wanted.values() if c.unit_id not in (None, unit.pk)}
    with ExitStack() as others:
        for other in RenovationUnit.objects.filter(pk__in=losing).order_by("pk"):
            others.enter_context(change(other, by=by, act=Act.UNIT_EDIT))
        for community in unit.communities.exclude(pk__in=wanted):
            move(community, None, by=by)
        for community in wanted.values():
            if community.unit_id != unit.pk:
                move(community, unit, by=by)


def move(community, unit, *, by):
    with change(community, by=by, act=Act.UNIT_EDIT) as c:
        c.unit = unit


def next_unit_code(area_code):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CODE_LOCK, int(area_code[:6])])
    last = RenovationUnit.objects.filter(code__startswith=f"PQ{area_code[:6]}").aggregate(last=Max("code"))["last"]
    return f"PQ{area_code[:6]}{int(last[8:]) + 1 if last else 1:03d}"


@transaction.atomic
def freeze(unit, *, by, decided_on, document, reason):
    """片区定版: members and boundary as decided become the next version. Refuses `no_members`, `unchanged`."""
    by.require(Act.UNIT_FREEZE, unit)
    unit = RenovationUnit.objects.select_for_update(of=["self"]).select_related("area").get(pk=unit.pk)
    members = [{"id": c.pk, "code": c.code, "name": c.name} for c in unit.communities.order_by("code")]
    if not members:
        raise Refused("no_members", "片区里还没有小区，不能定版")
    boundary, former = ring_of(unit), unit.versions.first()
    if former and (former.members, former.boundary) == (members, boundary):
        raise Refused("unchanged", f"小区和边界同第 {former.number} 版一样，不用再定")
    new = UnitVersion(
        unit=unit,
        number=former.number + 1 if former else 1,
        decided_on=decided_on,
        document=document,
        reason=reason,
        members=members,
        boundary=boundary,
        ground=area_m2(boundary) if boundary else 0,
    )
    with change(new, by=by, act=Act.UNIT_FREEZE, note=reason) as version:
        pass
    return version


def differences(former, later):
    """(names that came, names that went, m² that the ground grew by) from one version to another."""
    old, new = ({m["code"]: m["name"] for m in version.members} for version in (former, later))
    came = [name for code, name in new.items() if code not in old]
    went = [name for code, name in old.items() if code not in new]
    return came, went, later.ground - former.ground
