"""The rows behind a figure: the communities or projects that the statements of reports.counts count, by their words."""

from django.db import connection
from django.urls import reverse

from reports import counts

SHOWN = 100  # on a page
COMMUNITY = {
    "listed": "b.id IS NOT NULL",
    "planned": "t.asked",
    "due": "t.due <= %(as_of)s",
    "started": "t.begun <= %(as_of)s",
    "completed": "t.finished <= %(as_of)s",
}
QUANTITIES = {
    "budget": "p.budget",
    "invested": counts.INVESTED,
    "lifts": "r.lifts",
    "parking_spaces": "r.parking_spaces",
    "charging_points": "r.charging_points",
    "pipes_km": "r.pipes_km",
    "service_facilities": "r.service_facilities",
}
# indicator: (the rows of its number, the rows of its denominator)
OF = {
    "communities": ("listed", ""),
    "floor_area": ("listed", ""),
    "households": ("listed", ""),
    "planned": ("planned", ""),
    "planned_area": ("planned", ""),
    "planned_households": ("planned", ""),
    "started": ("started", ""),
    "started_area": ("started", ""),
    "started_households": ("started", ""),
    "completed": ("completed", ""),
    "completed_area": ("completed", ""),
    "start_rate": ("started", "planned"),
    "start_rate_by_count": ("started", "planned"),
    "start_rate_by_households": ("started", "planned"),
    "completion_rate": ("completed", "planned"),
    "completion_rate_by_count": ("completed", "planned"),
    "schedule_deviation": ("started", "due"),
    "invested": ("invested", ""),
    "investment_rate": ("invested", "budget"),
    "lifts": ("lifts", ""),
    "parking_spaces": ("parking_spaces", ""),
    "charging_points": ("charging_points", ""),
    "pipes": ("pipes_km", ""),
    "service_facilities": ("service_facilities", ""),
}
WORDS = {
    "listed": "在册小区",
    "planned": "年度计划的小区",
    "due": "计划开工日期已到的小区",
    "started": "已开工的小区",
    "completed": "已完工的小区",
    "budget": "各项目计划投资",
    "invested": "各项目累计完成投资",
    "lifts": "各项目加装电梯",
    "parking_spaces": "各项目增设停车位",
    "charging_points": "各项目充电桩",
    "pipes_km": "各项目改造管线",
    "service_facilities": "各项目服务设施",
}


def page(part, asked, offset=0):
    """{"heads", "rows": [(name, url, area, cells)], "count", "totals"} of a part ("started", "invested"…)."""
    return communities(part, asked, offset) if part in COMMUNITY else projects(part, asked, offset)


def parameters(asked, offset):
    since = min(asked.period.first, asked.as_of)
    found = counts.parameters(asked.area.pk, asked.period.year, asked.as_of, since)
    return found | {"limit": SHOWN, "offset": offset}


def fetch(statement, params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def communities(part, asked, offset):
    """Communities with floor area, households and their dates; sums over all of them, not over the page."""
    facts = f"FROM communities_community c {counts.COMMUNITY_FACTS} AND ({COMMUNITY[part]})"
    params = parameters(asked, offset)
    columns = "c.id, c.name, c.area_id, c.floor_area, c.households, t.due, t.begun, t.finished"
    found = fetch(f"SELECT {columns} {facts} ORDER BY c.area_id, c.code LIMIT %(limit)s OFFSET %(offset)s", params)
    ((count, area, households),) = fetch(f"SELECT count(*), sum(c.floor_area), sum(c.households) {facts}", params)
    rows = [(name, reverse("communities:detail", args=[pk]), street, cells) for pk, name, street, *cells in found]
    heads = ["建筑面积（㎡）", "户数（户）", "计划开工", "实际开工", "竣工验收"]
    return {"heads": heads, "rows": rows, "count": count, "totals": [area or 0, households or 0, "", "", ""]}


def projects(part, asked, offset):
    """Projects with what each adds to the sum."""
    amount, params = QUANTITIES[part], parameters(asked, offset)
    facts = f"FROM projects_project p {counts.PROJECT_FACTS} AND {amount} <> 0"
    found = fetch(
        f"SELECT p.id, p.name, p.area_id, {amount}, r.period {facts}"
        " ORDER BY p.area_id, p.id LIMIT %(limit)s OFFSET %(offset)s",
        params,
    )
    ((count, total),) = fetch(f"SELECT count(*), sum({amount}) {facts}", params)
    rows = [(name, reverse("projects:detail", args=[pk]), street, cells) for pk, name, street, *cells in found]
    return {"heads": ["数量", "取自哪个月的进展"], "rows": rows, "count": count, "totals": [total or 0, ""]}
