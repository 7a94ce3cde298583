"""The plan: programmes and the yearly targets of each district. The city sets them, one row at a time."""

from django.db import connection, transaction

from accounts.models import Area
from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.plans.models import YearTarget

PLAN_LOCK = 0x91A7


def save_programme(programme, *, by, version=None, **values):
    """Create or change a programme."""
    with change(programme, by=by, act=Act.PLAN_EDIT, version=version) as p:
        for name, value in values.items():
            setattr(p, name, value)
    return p


@transaction.atomic
def set_target(programme, area, year, *, by, version=None, note="", **values):
    """The target of one district and year: communities, floor area in m², households, investment in 万元.

    `version` is the version the person saw, 0 when there was no target yet. Refuses `not_a_district`,
    `outside_programme`, `stale`.
    """
    if area.level != Area.Level.DISTRICT:
        raise Refused("not_a_district", "年度目标只定到区（县、市）")
    if not programme.first_year <= year <= programme.last_year:
        words = f"{programme}管 {programme.first_year}—{programme.last_year} 年，不含 {year} 年"
        raise Refused("outside_programme", words, {"year": [words]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PLAN_LOCK, int(area.pk)])
    found = YearTarget.objects.filter(area=area, year=year).first()
    target = found or YearTarget(programme=programme, area=area, year=year)
    with change(target, by=by, act=Act.PLAN_EDIT, note=note, version=version) as t:
        t.programme = programme
        for name, value in values.items():
            setattr(t, name, value)
    return t
