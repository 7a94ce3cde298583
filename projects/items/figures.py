"""改造深度: how much of what is done reaches into how people live, by money and by items; one statement each.

Items are counted that a project that was not withdrawn is to do; which item counts as what is `catalogue.entries()`.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection
from django.db.models import Count, Q, Sum

from accounts.models import Area
from communities.models import CatalogueItem
from communities.register.stages import Stage
from core import thresholds
from projects.items import catalogue
from projects.items.models import WorksItem
from projects.register.models import Project, ProjectCommunity

SHALLOW = "depth.shallow"
DEFINITION = (
    "功能性：适老、无障碍、停车、充电、快递、文体、物业用房、节能、加装电梯和全部提升类内容；表面性：道路、外墙、绿化；"
    "其余为基础性。占比＝功能性÷（功能性＋表面性），按计划投资或按项数；基础性不进分母，另列占全部内容的比例。"
    "只算安排为“改造”的内容，不含退出的项目。"
)
BY = {"district": "district", "street": "street", "year": "plan_year", "project": "project"}
CHOSEN = """
WITH chosen AS (
  SELECT p.id AS project, p.plan_year, left(p.area_id, 6) AS district, p.area_id AS street,
    coalesce(d.depth, 'basic') AS depth, i.planned_cost AS cost
  FROM projects_worksitem i JOIN projects_project p ON p.id = i.project_id
  LEFT JOIN unnest(%(codes)s::text[], %(depths)s::text[]) AS d(code, depth) ON d.code = i.item_id
  WHERE i.answer = 'do' AND p.status <> 'removed' AND p.area_id LIKE %(area)s
    AND (%(year)s::int IS NULL OR p.plan_year = %(year)s) AND (%(project)s::int IS NULL OR p.id = %(project)s))
"""
SUMS = ", ".join(
    f"count(*) FILTER (WHERE depth = '{depth}') AS {depth}_n, "
    f"coalesce(sum(cost) FILTER (WHERE depth = '{depth}'), 0) AS {depth}_money"
    for depth in catalogue.DEPTHS
)


@dataclass(frozen=True)
class Part:
    """Items of one depth: how many, for how much (万元)."""

    count: int
    money: Decimal


@dataclass(frozen=True)
class Depth:
    """The three parts of a district, a year or a project (`key`; None: of them all)."""

    key: object
    name: str
    functional: Part
    surface: Part
    basic: Part

    def share(self, what, of_all=False):
        """{numerator, denominator} of functional in functional + surface, or in all items; by "money" or "count"."""
        parts = [self.functional, self.surface] + ([self.basic] if of_all else [])
        return {
            "numerator": getattr(self.functional, what),
            "denominator": sum(getattr(part, what) for part in parts),
        }

    @property
    def by_money(self):
        return self.share("money")

    @property
    def by_count(self):
        return self.share("count")

    @property
    def of_all(self):
        return self.share("money", of_all=True)

    @property
    def percent(self):
        """Functional money in functional and surface money, exact; None without either."""
        return percent(self.by_money)

    @property
    def count(self):
        return self.functional.count + self.surface.count + self.basic.count

    @property
    def money(self):
        return self.functional.money + self.surface.money + self.basic.money


def percent(share):
    return Decimal(100 * share["numerator"]) / share["denominator"] if share["denominator"] else None


def depth(area_code, *, by="district", year=None, project=None):
    """([Depth] by district, street, year or project in order of key, the total) of an area; the database adds up."""
    key = BY[by]
    select = f"SELECT grouping({key}), {key}, {SUMS} FROM chosen GROUP BY GROUPING SETS (({key}), ()) ORDER BY 1, 2"
    rows = fetch(select, area=f"{area_code}%", year=year, project=project)
    names = names_of(by, [key for is_total, key, *_ in rows if not is_total])
    lines = [made(key, names[key], sums) for is_total, key, *sums in rows if not is_total]
    return lines, next(made(None, "合计", sums) for is_total, _, *sums in rows if is_total)


def of_project(project):
    """The Depth of one project, whatever has become of it since."""
    return depth("", by="project", project=project.pk)[1]


def shallow(area_code, limit, year=None):
    """(threshold row, how many projects stay under it, the first [Depth] of them): the least functional first."""
    below = thresholds.value(SHALLOW)
    select = f"""SELECT project, count(*) OVER (), {SUMS} FROM chosen GROUP BY project
      HAVING coalesce(sum(cost) FILTER (WHERE depth <> 'basic'), 0) > 0
        AND 100 * coalesce(sum(cost) FILTER (WHERE depth = 'functional'), 0)
          < %(below)s * sum(cost) FILTER (WHERE depth <> 'basic')
      ORDER BY coalesce(sum(cost) FILTER (WHERE depth = 'functional'), 0)
        / sum(cost) FILTER (WHERE depth <> 'basic'), project LIMIT %(limit)s"""
    rows = fetch(select, area=f"{area_code}%", year=year, project=None, below=below, limit=limit)
    projects = Project.objects.select_related("area__parent").in_bulk([key for key, *_ in rows])
    return below, rows[0][1] if rows else 0, [made(projects[key], str(projects[key]), sums) for key, _, *sums in rows]


def fetch(select, **params):
    known = catalogue.entries()
    params |= {"codes": list(known), "depths": [one.depth for one in known.values()]}
    with connection.cursor() as cursor:
        cursor.execute(CHOSEN + select, params)
        return cursor.fetchall()


def made(key, name, sums):
    pairs = [Part(count, money) for count, money in zip(sums[::2], sums[1::2], strict=True)]
    return Depth(key, name, *pairs)


def names_of(by, keys):
    if by == "year":
        return {key: f"{key} 年" for key in keys}
    model = Project if by == "project" else Area
    return dict(model.objects.filter(pk__in=keys).values_list("pk", "name"))


@dataclass(frozen=True)
class Choice:
    """How often an item of the catalogue is chosen: in how many of the projects' communities, for how much."""

    item: CatalogueItem
    communities: int
    money: Decimal
    percent: Decimal | None

    @property
    def depth(self):
        return catalogue.entry(self.item.pk).depth

    @property
    def depth_label(self):
        return catalogue.DEPTHS[self.depth]


def choices(area_code, year=None):
    """([Choice] of every item that applies here, the most chosen first, how many communities have a list)."""
    live = Q(project__area__code__startswith=area_code) & ~Q(project__status=Stage.REMOVED)
    live &= Q(project__plan_year=year) if year else Q()
    rows = WorksItem.objects.filter(live)
    whole = ProjectCommunity.objects.filter(live, project__items__isnull=False).distinct().count()
    do = rows.filter(answer=WorksItem.Answer.DO).order_by()
    counted = {
        code: (n, cost) for code, n, cost in do.values_list("item").annotate(n=Count("pk"), cost=Sum("planned_cost"))
    }
    found = [
        Choice(item, n, cost, Decimal(100 * n) / whole if whole else None)
        for item in CatalogueItem.objects.filter(applies=True).select_related("item_class")
        for n, cost in [counted.get(item.pk, (0, Decimal(0)))]
    ]
    return sorted(found, key=lambda one: (-one.communities, -one.money, one.item.pk)), whole


def shown(share, form=str):
    """A share as JSON has it: the percent is text with one decimal, None without a base."""
    value = percent(share)
    rounded = None if value is None else str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
    return {"numerator": form(share["numerator"]), "denominator": form(share["denominator"]), "percent": rounded}
