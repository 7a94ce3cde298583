"""The plan's targets beside what its projects add up to, by district (or a street officer's streets) and year."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection

from accounts.models import Area
from projects.plans.models import YearTarget

NAMES = ("communities", "floor_area", "households", "investment")
DEFINITION = (
    "目标为行动计划下达到区（县、市）的年度数；列项为当年计划项目（不含退出的）所含小区之和，"
    "一个小区当年列入几个项目只算一次；投资为项目计划投资之和。行政区划口径。"
)
LISTED = """
SELECT plan_year, left(area_id, %(length)s) AS place,
  sum(communities), sum(floor_area), sum(households), sum(budget)
FROM (
  SELECT p.plan_year, c.area_id, 1 AS communities, c.floor_area, c.households, 0 AS budget
  FROM communities_community c
  JOIN LATERAL (
    SELECT DISTINCT plan_year FROM projects_project p JOIN projects_projectcommunity m ON m.project_id = p.id
    WHERE m.community_id = c.id AND p.status <> 'removed'
  ) p ON true
  UNION ALL
  SELECT plan_year, area_id, 0, 0, 0, budget FROM projects_project WHERE status <> 'removed'
) listed
WHERE plan_year BETWEEN %(first)s AND %(last)s
GROUP BY plan_year, place
"""


@dataclass
class Line:
    """One place and year: the target set (None: none) and what is listed."""

    area: Area
    year: int
    target: YearTarget | None = None
    listed: dict = field(default_factory=lambda: dict.fromkeys(NAMES, Decimal(0)))

    @property
    def goals(self):
        return {name: getattr(self.target, name) for name in NAMES} if self.target else {}


@dataclass
class Year:
    """A year of the programme: its lines and their sums."""

    year: int
    lines: list

    @property
    def goals(self):
        """The sum of the targets set; empty when none is set here."""
        own = [line.goals for line in self.lines if line.goals]
        return {name: sum(goals[name] for goals in own) for name in NAMES} if own else {}

    @property
    def listed(self):
        return {name: sum(line.listed[name] for line in self.lines) for name in NAMES}


def plan_table(programme, user):
    """[Year] of a programme for the districts a person sees; for a street officer their streets, without targets."""
    areas = places(user)
    lengths = {len(area.pk) for area in areas}
    years = range(programme.first_year, programme.last_year + 1)
    targets = {(t.area_id, t.year): t for t in programme.targets.visible_to(user)}
    listed = {key: sums for length in lengths for key, sums in sums_by(length, years).items()}
    return [Year(year, [line(area, year, targets, listed) for area in areas]) for year in years]


def places(user):
    visible = Area.objects.visible_to(user).today()
    return list(visible.districts() or visible.streets())


def line(area, year, targets, listed):
    found = Line(area, year, targets.get((area.pk, year)))
    found.listed |= listed.get((area.pk, year), {})
    return found


def sums_by(length, years):
    with connection.cursor() as cursor:
        cursor.execute(LISTED, {"length": length, "first": years[0], "last": years[-1]})
        return {(place, year): dict(zip(NAMES, sums, strict=True)) for year, place, *sums in cursor.fetchall()}
