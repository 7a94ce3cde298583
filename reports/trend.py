"""Month by month: what should have begun and what has, in whole m²."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db import connection

from reports.rates import whole

# A community of the plan is placed in the month it should begin and in the month it began (its first project counts).
BEGINNINGS = """
SELECT date_trunc(%(unit)s, day)::date, sum(area) FILTER (WHERE NOT real), sum(area) FILTER (WHERE real)
FROM (
  SELECT c.floor_area AS area, min(p.planned_start) AS due, min(p.first_works_date) AS begun
  FROM communities_community c
  JOIN projects_projectcommunity m ON m.community_id = c.id
  JOIN projects_project p ON p.id = m.project_id AND p.status <> 'removed'
    AND (%(year)s::int IS NULL OR p.plan_year = %(year)s)
  WHERE c.area_id LIKE %(under)s
  GROUP BY c.id
) t, LATERAL (VALUES (due, false), (begun, true)) v(day, real)
WHERE day IS NOT NULL AND (NOT real OR day <= %(as_of)s)
GROUP BY 1 ORDER BY 1
"""


def beginnings(area_code, year, as_of):
    """[{label, planned, actual, planned_total, actual_total}] per month of a plan year, or per year when it is None.

    What begins outside the plan year counts in its first or last month. `actual…` is None for months to come.
    """
    params = {"under": f"{area_code}%", "year": year, "as_of": as_of, "unit": "month" if year else "year"}
    with connection.cursor() as cursor:
        cursor.execute(BEGINNINGS, params)
        found = cursor.fetchall()
    steps = [date(year, month, 1) for month in range(1, 13)] if year else years(found)
    if not steps:
        return []
    planned, actual = defaultdict(Decimal), defaultdict(Decimal)
    for day, should, did in found:
        step = min(max(day, steps[0]), steps[-1])
        planned[step] += should or 0
        actual[step] += did or 0
    return list(series(steps, planned, actual, as_of, "{0.month}月" if year else "{0.year}年"))


def years(found):
    return [date(year, 1, 1) for year in range(found[0][0].year, found[-1][0].year + 1)] if found else []


def series(steps, planned, actual, as_of, label):
    planned_total = actual_total = Decimal(0)
    for step in steps:
        planned_total, actual_total, past = planned_total + planned[step], actual_total + actual[step], step <= as_of
        yield {
            "label": label.format(step),
            "planned": whole(planned[step]),
            "planned_total": whole(planned_total),
            "actual": whole(actual[step]) if past else None,
            "actual_total": whole(actual_total) if past else None,
        }
