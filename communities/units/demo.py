"""The demo's units: what kind each is, boundaries for most, decided versions, and a few boundaries drawn wrong.

Two boundaries reach over to the neighbour unit and take one of its communities in; one leaves a member out.
"""

from datetime import timedelta

from accounts.policy import Act
from communities.register.models import RenovationUnit
from communities.units.geometry import area_m2, contiguity, outline
from communities.units.models import UnitVersion
from communities.units.places import members_of
from core.changes import change_many, snapshot

NOTE = "演示数据"
Typology = RenovationUnit.Typology
REACHES_OVER, LEAVES_OUT = (4, 12), 7
ADJUSTED = (0, 10)  # decided twice: the second time with one community more


def build(*, today, rng, by):
    units = list(RenovationUnit.objects.select_related("area").prefetch_related("communities").order_by("code"))
    pairs = []
    for number, unit in enumerate(units):
        before, members = snapshot(unit), members_of(unit.communities.all())
        unit.typology = typology(members)
        unit.boundary = boundary(number, unit, units, members)
        pairs.append((unit, before))
    change_many(pairs, by=by, act=Act.UNIT_EDIT, note=NOTE)
    versions = [
        version for number, unit in enumerate(units) if number % 2 == 0 for version in decided(number, unit, today)
    ]
    change_many([(version, {}) for version in versions], by=by, act=Act.UNIT_FREEZE, note=NOTE)


def typology(members):
    if len(members) < 2:
        return Typology.SINGLE
    clusters = contiguity(members).clusters
    if clusters == 1:
        return Typology.CONTIGUOUS
    return Typology.BLOCK if clusters == 2 else Typology.SCATTERED


def boundary(number, unit, units, members):
    """Every fifth is left to be estimated."""
    if number % 5 == 3 or not members:
        return []
    if number in REACHES_OVER:
        return outline([*members, members_of(neighbour(number, unit, units).communities.all())[0]])
    return outline(members[1:] if number == LEAVES_OUT and len(members) > 1 else members)


def neighbour(number, unit, units):
    """The next unit of the same district, else the next at all."""
    after = units[number + 1 :] + units[:number]
    return next((u for u in after if u.area_id[:6] == unit.area_id[:6] and u.communities.all()), after[0])


def decided(number, unit, today):
    members = sorted(unit.communities.all(), key=lambda c: c.code)
    rounds = [members[1:], members] if number in ADJUSTED and len(members) > 1 else [members]
    for turn, own in enumerate(rounds, 1):
        ring = unit.boundary if own is members and unit.boundary else outline(members_of(own))
        yield UnitVersion(
            unit=unit,
            number=turn,
            decided_on=today - timedelta(days=400 - 160 * turn),
            document=f"演示〔{today.year - 1}〕{number + 1}号",
            reason="首次划定" if turn == 1 else "居民要求并入，一起改造",
            members=[{"id": c.pk, "code": c.code, "name": c.name} for c in own],
            boundary=ring,
            ground=area_m2(ring) if ring else 0,
        )
