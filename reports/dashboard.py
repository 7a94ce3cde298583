"""What the dashboard shows of an area: figures, months, dots on the map, projects of a street."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from communities.models import Community
from communities.stages import UNDER_WORKS, Stage
from projects.models import Programme, Project
from reports import figures

ALL = "all"
COLOURS = [("green", "正常"), ("blue", "蓝色"), ("amber", "黄色"), ("red", "红色预警")]
STREET_SHOWN = 60


@dataclass
class Choice:
    """What the visitor asked to see: a plan year (None: all together) and the 口径."""

    years: list
    year: int | None
    basis: str

    @property
    def year_word(self):
        return "各年合计" if self.year is None else f"{self.year}年"

    @property
    def query(self):
        return {"year": self.year or ALL} | ({} if self.basis == figures.ADMINISTRATIVE else {"basis": self.basis})


def choose(asked, today):
    """The year and 口径 asked for; this year, or the nearest year of the plan, unless said otherwise."""
    years = plan_years()
    basis = asked.get("basis") if asked.get("basis") in figures.BASES else figures.ADMINISTRATIVE
    year = asked.get("year", "")
    if year == ALL:
        return Choice(years, None, basis)
    if year.isdigit() and int(year) in years:
        return Choice(years, int(year), basis)
    return Choice(years, min(years, key=lambda one: abs(one - today.year), default=today.year), basis)


def plan_years():
    """Every year of the programmes and of the projects."""
    years = set(Project.objects.order_by().values_list("plan_year", flat=True).distinct())
    for first, last in Programme.objects.values_list("first_year", "last_year"):
        years.update(range(first, last + 1))
    return sorted(years)


def colours(rows):
    """[(colour, word, how many places)] of the places that have a plan."""
    found = Counter(row["warning"] for row in rows if row["warning"])
    return [(colour, word, found[colour]) for colour, word in COLOURS if found[colour]]


def dots(area_code):
    """(longitude, latitude) of the communities under works in an area."""
    under_works = Project.objects.filter(communities=OuterRef("pk"), status__in=UNDER_WORKS)
    placed = Community.objects.under(area_code).filter(longitude__isnull=False).filter(Exists(under_works))
    return [(float(x), float(y)) for x, y in placed.order_by("pk").values_list("longitude", "latitude")]


def street_projects(area_code, year):
    """The projects of a street's plan, latest dates last."""
    found = Project.objects.under(area_code).exclude(status=Stage.REMOVED)
    found = found if year is None else found.in_year(year)
    return found.order_by("-plan_year", "planned_start", "pk").prefetch_related("communities")[:STREET_SHOWN]
