"""Month by month: what should have begun and what has, in whole m²."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db import connection

from reports.rates import whole

# A community of the plan is placed in the month it should begin and in the month it began (its first project counts).
BEGINNINGS = """
SELECT street, date_trunc(%(unit)s, day)::date, sum(area) FILTER (WHERE NOT real), sum(area) FILTER (WHERE real)
FROM (
  SELECT c.area_id AS street, c.floor_area AS area, min(p.planned_start) AS due, min(p.first_works_date) AS begun
  FROM communities_community c
  JOIN projects_projectcommunity m ON m.community_id = c.id
  JOIN projects_project p ON p.id = m.project_id AND p.status <> 'removed'
    AND (%(year)s::int IS NULL OR p.plan_year = %(year)s)
  WHERE c.area_id LIKE %(under)s AND (%(streets)s::text[] IS NULL OR c.area_id = ANY(%(streets)s))
  GROUP BY c.id
) t, LATERAL (VALUES (due, false), (begun, true)) v(day, real)
WHERE day IS NOT NULL AND (NOT real OR day <= %(as_of)s)
GROUP BY 1, 2
"""
LEVELS = (4, 6, 9)  # lengths of the codes of city, district, street


def beginnings(area_code, year, as_of):
    """[{label, planned, actual, planned_total, actual_total}] per month of a plan year, or per year when it is None.

    What begins outside the plan year counts in its first or last month. `actual…` is None for months to come.
    """
    return everywhere(year, as_of, area_code).get(area_code, [])


def everywhere(year, as_of, under=""):
    """{area code: its months} for every area that has a plan, in one statement."""
    return add_up(rows(under, year, as_of), year, as_of, under)


def rows(under, year, as_of, streets=None):
    """[(street, first day of the month or year, planned, actual)] under an area, or of some streets."""
    unit = "month" if year else "year"
    params = {"under": f"{under}%", "streets": streets, "year": year, "as_of": as_of, "unit": unit}
    with connection.cursor() as cursor:
        cursor.execute(BEGINNINGS, params)
        return cursor.fetchall()


def add_up(found, year, as_of, under=""):
    """{area code: its months} of such rows, for the area itself and every area below it."""
    sums = defaultdict(lambda: defaultdict(lambda: [Decimal(0), Decimal(0)]))
    for street, day, should, did in found:
        for length in (length for length in LEVELS if length >= len(under)):
            cell = sums[street[:length]][day]
            cell[0] += should or 0
            cell[1] += did or 0
    return {code: list(series(days, year, as_of)) for code, days in sums.items()}


def steps_of(days, year):
    """The months of a plan year, or every year from the first to the last."""
    if year:
        return [date(year, month, 1) for month in range(1, 13)]
    return [date(one, 1, 1) for one in range(min(days).year, max(days).year + 1)]


def series(days, year, as_of):
    steps = steps_of(days, year)
    planned, actual = defaultdict(Decimal), defaultdict(Decimal)
    for day, (should, did) in days.items():
        step = min(max(day, steps[0]), steps[-1])
        planned[step] += should
        actual[step] += did
    planned_total = actual_total = Decimal(0)
    for step in steps:
        planned_total, actual_total, past = planned_total + planned[step], actual_total + actual[step], step <= as_of
        yield {
            "label": f"{step.month}月" if year else f"{step.year}年",
            "planned": whole(planned[step]),
            "planned_total": whole(planned_total),
            "actual": whole(actual[step]) if past else None,
            "actual_total": whole(actual_total) if past else None,
        }


def kept(parts):
    """The rows of `rows` from rollups ({street: {section: part}})."""
    for street, own in parts.items():
        for day, should, did in own.get("months", ()):
            yield street, date.fromisoformat(day), Decimal(should), Decimal(did)


def forecast(months):
    """[(place in `months`, low, middle, high)] in whole m² from the last month on; [] where nothing is to come.

    Each month to come brings its plan times a pace: what began of what was planned. Low and high are the slowest and
    the fastest pace of the last 3, the last 6 and all months; middle is that of the last 6. The fastest also makes
    good what is behind. Nothing goes beyond the plan, or under what has begun.
    """
    past = [month for month in months if month["actual_total"] is not None]
    if not past or len(past) == len(months):
        return []
    last, found = len(past) - 1, [pace(past, number) for number in (3, 6, len(past))]
    known = [one for one in found if one is not None]
    if not known:
        return []
    middle = found[1] if found[1] is not None else known[-1]
    planned, begun = past[-1]["planned_total"], past[-1]["actual_total"]
    most, behind = max(months[-1]["planned_total"], begun), max(planned - begun, 0)
    band = [(last, begun, begun, begun)]
    for place, month in enumerate(months[last + 1 :], last + 1):
        more, share = month["planned_total"] - planned, Decimal(place - last) / (len(months) - 1 - last)
        values = [begun + more * min(known), begun + more * middle, begun + more * max(known) + behind * share]
        band.append((place, *(whole(min(value, most)) for value in values)))
    return band


def pace(past, number):
    """What began of what was planned in the last months, as a fraction; None where nothing was planned."""
    recent = past[-number:]
    planned = sum(month["planned"] for month in recent)
    return Decimal(sum(month["actual"] for month in recent)) / planned if planned else None
