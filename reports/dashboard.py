"""What the dashboard shows of an area: figures, months, dots on the map, projects of a street."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse

from communities.models import Community
from communities.register.stages import UNDER_WORKS, Stage
from core.templatetags.house import wan
from projects.models import Programme, Project
from reports import charts, figures, trend
from reports.bulletin import PLACES, against_schedule

ALL = "all"
COLOURS = [("green", "正常"), ("blue", "蓝色"), ("amber", "黄色"), ("red", "红色预警")]
STREET_SHOWN = 60
PLACE_WORD = {figures.ADMINISTRATIVE: PLACES, figures.MANAGEMENT: dict.fromkeys(PLACES, "管理机构")}


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
    nearest = min(years, key=lambda one: abs(one - today.year), default=today.year)
    return Choice(years, {str(one): one for one in years}.get(year, nearest), basis)


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


def link(code, choice):
    return f"{reverse('home')}?{urlencode({'area': code} | choice.query)}"


def ranking(found, choice):
    """The rows of the ranking table: where each leads, and where its schedule mark stands."""
    for row in found["by_area"]:
        url = link(row["code"], choice) if choice.basis == figures.ADMINISTRATIVE else ""
        yield row | {"url": url, "mark": mark(row)}


def mark(row):
    """Where the schedule mark stands on a bar, in percent; None without a plan."""
    planned = row["planned_by_now"]["percent"]
    return None if planned is None else Decimal(planned)


def kpis(found, area, choice):
    """[(label, number, unit, words below, link)]: the five figures that open the page."""
    listed = f"{reverse('communities:list')}?area={area.pk}"
    city = area.level == area.Level.CITY
    new, before, plan, target = (found[k] for k in ("started_this_month", "taken_up_before", "plan", "target"))
    year = choice.year_word
    return [
        (
            "应改老旧小区",
            f"{found['communities']:,}",
            "个",
            f"市六区 {found['six_districts']} 个" if city else "",
            listed,
        ),
        ("应改建筑面积", *wan(found["floor_area_m2"]).split(), f"涉及 {found['households']:,} 户", ""),
        ("正在改造", f"{found['building']:,}", "个", f"本月新开工 {new['communities']} 个", ""),
        (f"{choice.year or '今'}年以前已列入", f"{before['communities']:,}", "个", wan(before["floor_area_m2"]), ""),
        (
            f"{year}计划",
            *wan(plan["floor_area_m2"]).split(),
            f"目标 {wan(target['floor_area_m2'])}" if target else f"{plan['communities']:,} 个小区",
            f"{reverse('projects:list')}?area={area.pk}" + (f"&year={choice.year}" if choice.year else ""),
        ),
    ]


def against_plan(found):
    """ "比时序进度慢 0.5 个百分点", or nothing without a plan."""
    return against_schedule(found["deviation"]) if found["deviation"] else ""


def pace(found, choice, today):
    """What this month brought, and what the months left must bring for the plan; "" for other years."""
    if choice.year != today.year or not found["plan"]["communities"]:
        return ""
    new = f"{today.month}月新启动 {wan(found['started_this_month']['floor_area_m2'])}"
    missing, left = found["plan"]["floor_area_m2"] - found["started_area_m2"], 12 - today.month
    if missing <= 0 or left == 0:
        return f"{new}。"
    return f"{new}；要完成全年计划，余下 {left} 个月平均每月需启动 {wan(missing / left)}。"


def pictures(found, area, choice, today):
    """Everything that the page draws from the figures."""
    months = trend.beginnings(area.pk, choice.year, today)
    is_street = area.level == area.Level.STREET
    return {
        "figures": found,
        "kpis": kpis(found, area, choice),
        "against": against_plan(found),
        "colours": colours(found["by_area"]),
        "ranked": sum(row["rank"] is not None for row in found["by_area"]),
        "place_word": PLACE_WORD[choice.basis][area.level],
        "rows": list(ranking(found, choice)),
        "mark": mark(found),
        "months": months,
        "pace": pace(found, choice, today),
        "trend": charts.plan_and_actual(months, choice.year_word),
        "map": charts.area_picture(found, dots(area.pk), lambda code: link(code, choice)),
        "is_street": is_street,
        "projects": street_projects(area.pk, choice.year) if is_street else [],
    }
