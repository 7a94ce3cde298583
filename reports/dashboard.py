"""What the dashboard shows of an area: figures, months, dots on the map, projects of a street."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import Area
from communities.register.stages import Stage
from core.templatetags.house import wan
from projects.models import Project
from reports import charts, cockpit, figures, trend
from reports.bulletin import PLACES, against_schedule
from reports.rates import percent
from reports.rollups import store
from reports.rollups.sections import SECTIONS

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
    years = store.years()
    basis = asked.get("basis") if asked.get("basis") in figures.BASES else figures.ADMINISTRATIVE
    year = asked.get("year", "")
    if year == ALL:
        return Choice(years, None, basis)
    nearest = min(years, key=lambda one: abs(one - today.year), default=today.year)
    return Choice(years, {str(one): one for one in years}.get(year, nearest), basis)


def colours(rows):
    """[(colour, word, how many places)] of the places that have a plan."""
    found = Counter(row["warning"] for row in rows if row["warning"])
    return [(colour, word, found[colour]) for colour, word in COLOURS if found[colour]]


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


def pictures(found, parts, area, choice, today):
    """Everything that the page draws from the figures and the rollups' other parts."""
    months = trend.add_up(trend.kept(parts), choice.year, today, area.pk).get(area.pk, [])
    band = trend.forecast(months) if choice.year else []
    is_street = area.level == area.Level.STREET
    return {
        "figures": found,
        "kpis": kpis(found, area, choice),
        "against": against_plan(found),
        "outlook": charts.outlook(band),
        "colours": colours(found["by_area"]),
        "ranked": sum(row["rank"] is not None for row in found["by_area"]),
        "place_word": PLACE_WORD[choice.basis][area.level],
        "rows": list(ranking(found, choice)),
        "mark": mark(found),
        "months": months,
        "pace": pace(found, choice, today),
        "trend": charts.plan_and_actual(months, choice.year_word, band),
        "map": charts.area_picture(found, cockpit.dots(parts), lambda code: link(code, choice)),
        "funds": cockpit.funds(parts),
        "depth": cockpit.depth(parts),
        "tiles": cockpit.tiles(parts, area),
        "is_street": is_street,
        "projects": street_projects(area.pk, choice.year) if is_street else [],
    }


def neighbours(area):
    """The areas beside one, to compare with: those of the same level under the same area above."""
    if area.parent_id is None:
        return []
    return list(Area.objects.today().filter(parent=area.parent_id, level=area.level).exclude(pk=area.pk).order_by("pk"))


def comparison(own, area, other, choice, today):
    """Two areas side by side: rows with numbers, both courses in one picture; `own` is (figures, parts) of `area`."""
    theirs = (figures.plan(other.pk, choice.year), store.read(other.pk, choice.year, SECTIONS))
    courses = [
        (one.name, trend.add_up(trend.kept(parts), choice.year, today, one.pk).get(one.pk, []))
        for one, (_, parts) in ((area, own), (other, theirs))
    ]
    label = f"{area.name}和{other.name}{choice.year_word}累计启动面积占计划的比例，数据见下表"
    return {
        "with": other,
        "compared": cockpit.compared(own, theirs),
        "courses": charts.two_lines(label, *courses) if any(months for _, months in courses) else "",
        "course_rows": list(
            zip_longest(*([(m["label"], reached(m, months)) for m in months] for _, months in courses))
        ),
    }


def reached(month, months):
    """The share of the plan that had begun by a month, "45.2"; None for months to come."""
    done, whole = month["actual_total"], months[-1]["planned_total"]
    return None if done is None else percent(done, whole)
