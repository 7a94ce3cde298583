"""Reads rollups, and counts again what has changed: exact at every moment, whoever asks.

The database notes the streets of every change (reports.rollups.triggers) in the change's own transaction. A reader
takes the rows of the streets without a note and counts the others. Keeping what was counted is done by one at a time
(an advisory lock): the notes are taken away first and counted afterwards, so a change that commits in between is
either counted or still noted. Who does not get the lock counts without keeping.
"""

import orjson
from django.db import connection, transaction
from django.utils import timezone

from projects.models import Programme
from reports.rollups.sections import SHAPE, recount

LOCK, ALL_YEARS = 20261128, 0

READ = """
SELECT a.code, CASE WHEN r.id IS NOT NULL THEN (
  SELECT jsonb_object_agg(name, r.numbers -> name) FROM unnest(%(sections)s::text[]) name)::text END
FROM accounts_area a LEFT JOIN reports_rollup r ON r.street = a.code AND r.year = %(year)s AND r.day = %(day)s
  AND r.shape = %(shape)s
  AND NOT EXISTS (SELECT 1 FROM reports_rollupmark m WHERE m.street = a.code)
  AND NOT EXISTS (SELECT 1 FROM reports_rollupmark m WHERE m.street = '')
WHERE a.level = 'street' AND a.code LIKE %(under)s
"""
PLAN_YEARS = """
WITH RECURSIVE found AS (
  SELECT min(plan_year) AS year FROM projects_project
  UNION ALL SELECT (SELECT min(plan_year) FROM projects_project WHERE plan_year > found.year)
  FROM found WHERE found.year IS NOT NULL
) SELECT year FROM found WHERE year IS NOT NULL
"""
TAKE = "DELETE FROM reports_rollupmark WHERE street = '' OR street = ANY(%(streets)s) RETURNING street"
EXPIRE = "UPDATE reports_rollup SET day = NULL WHERE day IS NOT NULL AND (%(all)s OR street = ANY(%(streets)s))"
KEEP = """
INSERT INTO reports_rollup (street, year, numbers, day, shape, counted_at)
SELECT key, %(year)s, value, %(day)s, %(shape)s, now() FROM jsonb_each(%(found)s::jsonb)
ON CONFLICT (street, year) DO UPDATE
SET numbers = excluded.numbers, day = excluded.day, shape = excluded.shape, counted_at = excluded.counted_at
"""


def read(under, year, sections=("counts",)):
    """{street: {section: part}} of today under an area, for a plan year (None: all years together)."""
    today = timezone.localdate()
    found = stored(under, year, today, sections)
    missing = sorted(street for street, numbers in found.items() if numbers is None)
    if missing:
        found |= refresh(missing, year, today)
    return found


def stored(under, year, day, sections):
    """{street: its parts, or None where they do not hold}, in one statement and so of one moment."""
    params = {"sections": list(sections), "year": year or ALL_YEARS, "day": day, "shape": SHAPE, "under": f"{under}%"}
    with connection.cursor() as cursor:
        cursor.execute(READ, params)
        return {street: kept(numbers) for street, numbers in cursor.fetchall()}


def kept(numbers):
    """A section that a street has nothing of is left out; None says that nothing is known."""
    return numbers and {name: part for name, part in orjson.loads(numbers).items() if part is not None}


@transaction.atomic
def refresh(streets, year, day):
    """Count some streets again; keep it unless somebody else is keeping just now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        (keeping,) = cursor.fetchone()
        if keeping:
            cursor.execute(TAKE, {"streets": streets})
            marked = sorted({street for (street,) in cursor.fetchall()})
            if marked:
                cursor.execute(EXPIRE, {"all": "" in marked, "streets": marked})
        found = recount(streets, year, day)
        if keeping:
            keep(cursor, found, year, day)
    return found


def keep(cursor, found, year, day):
    values = {"year": year or ALL_YEARS, "day": day, "shape": SHAPE, "found": orjson.dumps(found).decode()}
    cursor.execute(KEEP, values)


def years():
    """Every year that a dashboard can be asked for; a step in the index per year, however many projects there are."""
    with connection.cursor() as cursor:
        cursor.execute(PLAN_YEARS)
        found = {year for (year,) in cursor.fetchall()}
    for first, last in Programme.objects.values_list("first_year", "last_year"):
        found.update(range(first, last + 1))
    return sorted(found)


def refresh_all():
    """Bring every street and year up to date. Returns how many years were looked at."""
    asked = [None, *years()]
    for year in asked:
        read("", year)
    return len(asked)
