"""What the database counts: whole city or one area, any year, in a constant number of statements.

The unit is the street (and the community's management organisation): everything above is added up in Python, so rows
always add up to their totals, and a community is counted once in however many projects it is.
"""

from dataclasses import dataclass, fields
from datetime import datetime, time
from decimal import Decimal

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from projects.models import YearTarget
from reports.terms import DEFAULT

ZERO = Decimal(0)


@dataclass
class Counts:
    """Numbers of one place. Areas in m², money in 万元, the rest are counts."""

    communities: int = 0  # the list to renovate, whatever the year
    floor_area: Decimal = ZERO
    households: int = 0
    six_districts: int = 0
    planned: int = 0  # the plan of the year asked for
    planned_area: Decimal = ZERO
    planned_households: int = 0
    due: int = 0  # of these, should have begun by the date
    due_area: Decimal = ZERO
    started: int = 0
    started_area: Decimal = ZERO
    started_households: int = 0
    completed: int = 0
    completed_area: Decimal = ZERO
    new: int = 0  # begun in the month of the date
    new_area: Decimal = ZERO
    before: int = 0  # in projects of earlier plan years
    before_area: Decimal = ZERO
    building: int = 0  # under works now, whatever the year
    budget: Decimal = ZERO
    invested: Decimal = ZERO
    lifts: int = 0
    parking_spaces: int = 0
    charging_points: int = 0
    pipes_km: Decimal = ZERO
    service_facilities: int = 0
    feedback_received: int = 0  # in the month of the date
    feedback_closed: int = 0
    feedback_in_time: int = 0
    feedback_open: int = 0
    feedback_overdue: int = 0

    def add(self, other):
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))


# What is true of each community `c`; the rows behind a figure (reports.indicators.rows) are found by the same words.
# A community in two projects of a plan is begun when one of them has begun and finished when all are accepted.
# Which date is the start and which the finish: DOMAIN §2.5.
COMMUNITY_FACTS = """JOIN accounts_area d ON d.code = c.district_id
LEFT JOIN communities_baselinemember b ON b.community_id = c.id
  AND b.baseline_id = (SELECT id FROM communities_baseline WHERE is_current)
  AND b.change IN ('kept', 'added', 'merged', 'split')
LEFT JOIN (
  SELECT m.community_id,
    bool_or(asked) AS asked,
    min(planned_start) FILTER (WHERE asked) AS due,
    min(first_works_date) FILTER (WHERE asked) AS begun,
    CASE WHEN bool_and(acceptance_date IS NOT NULL) FILTER (WHERE asked)
      THEN max(acceptance_date) FILTER (WHERE asked) END AS finished,
    bool_or(plan_year < %(before)s) AS earlier,
    bool_or(first_works_date <= %(as_of)s AND coalesce(acceptance_date > %(as_of)s, true)) AS building
  FROM projects_projectcommunity m
  JOIN (SELECT *, %(year)s::int IS NULL OR plan_year = %(year)s AS asked
        FROM projects_project WHERE status <> 'removed') p ON p.id = m.project_id
  WHERE %(streets)s::text[] IS NULL
    OR m.community_id IN (SELECT id FROM communities_community WHERE area_id = ANY(%(streets)s))
  GROUP BY m.community_id
) t ON t.community_id = c.id
WHERE c.area_id LIKE %(under)s AND (%(streets)s::text[] IS NULL OR c.area_id = ANY(%(streets)s))
"""
COMMUNITIES = (
    """
SELECT c.area_id, c.management_org_id,
  count(b.id) AS communities,
  sum(c.floor_area) FILTER (WHERE b.id IS NOT NULL) AS floor_area,
  sum(c.households) FILTER (WHERE b.id IS NOT NULL) AS households,
  count(b.id) FILTER (WHERE d.is_core) AS six_districts,
  count(*) FILTER (WHERE t.asked) AS planned,
  sum(c.floor_area) FILTER (WHERE t.asked) AS planned_area,
  sum(c.households) FILTER (WHERE t.asked) AS planned_households,
  count(*) FILTER (WHERE t.due <= %(as_of)s) AS due,
  sum(c.floor_area) FILTER (WHERE t.due <= %(as_of)s) AS due_area,
  count(*) FILTER (WHERE t.begun <= %(as_of)s) AS started,
  sum(c.floor_area) FILTER (WHERE t.begun <= %(as_of)s) AS started_area,
  sum(c.households) FILTER (WHERE t.begun <= %(as_of)s) AS started_households,
  count(*) FILTER (WHERE t.finished <= %(as_of)s) AS completed,
  sum(c.floor_area) FILTER (WHERE t.finished <= %(as_of)s) AS completed_area,
  count(*) FILTER (WHERE t.begun BETWEEN %(month)s AND %(as_of)s) AS new,
  sum(c.floor_area) FILTER (WHERE t.begun BETWEEN %(month)s AND %(as_of)s) AS new_area,
  count(*) FILTER (WHERE t.earlier) AS before,
  sum(c.floor_area) FILTER (WHERE t.earlier) AS before_area,
  count(*) FILTER (WHERE t.building) AS building
FROM communities_community c
"""
    + COMMUNITY_FACTS
    + """
GROUP BY c.area_id, c.management_org_id
"""
)

# Money and quantities: each project's latest verified month up to the date. A pending correction does not count yet:
# the report it corrects still does. Projects that never reported by month keep what their record says.
INVESTED = """coalesce(r.invested, CASE WHEN NOT EXISTS (
    SELECT 1 FROM projects_progressreport x WHERE x.project_id = p.id AND x.state = ANY(%(counted)s)
  ) THEN p.invested END)"""
PROJECT_FACTS = """LEFT JOIN LATERAL (
  SELECT * FROM projects_progressreport r
  WHERE r.project_id = p.id AND r.state = ANY(%(counted)s) AND r.period <= %(period)s
  ORDER BY r.period DESC, r.revision DESC LIMIT 1
) r ON true
WHERE p.status <> 'removed' AND (%(year)s::int IS NULL OR p.plan_year = %(year)s) AND p.area_id LIKE %(under)s
  AND (%(streets)s::text[] IS NULL OR p.area_id = ANY(%(streets)s))
"""
PROJECTS = (
    """
SELECT p.area_id, NULL AS management_org_id,
  sum(p.budget) AS budget,
  sum("""
    + INVESTED
    + """) AS invested,
  sum(r.lifts) AS lifts, sum(r.parking_spaces) AS parking_spaces, sum(r.charging_points) AS charging_points,
  sum(r.pipes_km) AS pipes_km, sum(r.service_facilities) AS service_facilities
FROM projects_project p
"""
    + PROJECT_FACTS
    + """
GROUP BY p.area_id
"""
)

# In time is what was replied to before its limit; late is what was at work, or replied to after it, at the day's end.
FEEDBACK = """
SELECT c.area_id, c.management_org_id,
  count(*) FILTER (WHERE f.received_at >= %(month_start)s) AS feedback_received,
  count(*) FILTER (WHERE f.closed_at >= %(month_start)s AND f.closed_at < %(end)s) AS feedback_closed,
  count(*) FILTER (WHERE f.closed_at >= %(month_start)s AND f.closed_at < %(end)s
    AND f.replied_at <= f.due_at) AS feedback_in_time,
  count(*) FILTER (WHERE coalesce(f.closed_at >= %(end)s, true)) AS feedback_open,
  count(*) FILTER (WHERE coalesce(f.closed_at >= %(end)s, true) AND f.due_at < least(%(end)s, f.paused_at)
    AND (f.replied_at IS NULL OR f.replied_at > f.due_at OR f.state NOT IN ('replied', 'solved', 'unrated'))
  ) AS feedback_overdue
FROM resident_participation_feedback f JOIN communities_community c ON c.id = f.community_id
WHERE f.received_at < %(end)s AND c.area_id LIKE %(under)s
  AND (%(streets)s::text[] IS NULL OR c.area_id = ANY(%(streets)s))
GROUP BY c.area_id, c.management_org_id
"""
COUNTED = ["verified", "locked", "superseded"]


def count(area_code, year, as_of, since=None, terms=DEFAULT, streets=None):
    """{(street code, management organisation id or None): Counts} of everything under an area, or of some streets of
    it, at the end of a day.

    What is new is new since a day, the first of the month unless told.
    """
    found = {}
    for statement in (by_terms(terms), PROJECTS, FEEDBACK):
        for street, org, numbers in rows(statement, parameters(area_code, year, as_of, since, streets)):
            found.setdefault((street, org), Counts()).add(Counts(**numbers))
    return found


def parameters(area_code, year, as_of, since=None, streets=None):
    """What the statements ask for."""
    month = since or as_of.replace(day=1)
    return {
        "under": f"{area_code}%",
        "streets": streets,
        "year": year,
        "before": year or as_of.year,
        "as_of": as_of,
        "month": month,
        "period": f"{as_of:%Y-%m}",
        "month_start": midnight(month),
        "end": timezone.make_aware(datetime.combine(as_of, time.max)),
        "counted": COUNTED,
    }


def by_terms(terms):
    """Communities counted by the chosen dates of start and finish (field names of `reports.terms`, never input)."""
    return COMMUNITIES.replace(DEFAULT.start, terms.start).replace(DEFAULT.finish, terms.finish)


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def rows(statement, params):
    """(street, organisation, {name: number}) per row; sums over nothing are left out."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        names = [column.name for column in cursor.description][2:]
        for street, org, *values in cursor.fetchall():
            yield street, org, {name: value for name, value in zip(names, values, strict=True) if value is not None}


def targets(area_code, year):
    """{area code: {field: sum}} of the yearly targets set under an area; all years when `year` is None."""
    found = YearTarget.objects.under(area_code)
    found = found if year is None else found.filter(year=year)
    sums = {name: Sum(name) for name in ("communities", "floor_area", "households", "investment")}
    return {row.pop("area_id"): row for row in found.order_by().values("area_id").annotate(**sums)}
