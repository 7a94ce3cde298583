"""F2-1 and F3-1: progress and effect a project a row, from the newest verified month of each, read in portions.

What DOMAIN §2.2 asks of F2 and F3 for each project; F2 and F3 themselves add the same up by area.
"""

from decimal import Decimal
from itertools import islice

from django.db.models import Sum

from projects.models import FundEntry, ProgressReport, Project
from reports.tables.lists import GROUPS, NOTE, NUMBER, PORTION
from reports.tables.shape import Column, Table
from reports.words import cn_day

# fmt: off
PLACE = [
    NUMBER,
    Column("district", ("项目", "区（县、市）"), width=10), Column("street", ("项目", "街道（镇、乡）"), width=12),
    Column("name", ("项目", "名称"), width=22), Column("year", ("项目", "计划年度"), width=8),
    Column("status", ("项目", "状态"), width=9),
]
PROGRESS = [
    *PLACE,
    Column("planned_start", ("开工", "计划"), width=10), Column("start", ("开工", "实际"), width=10),
    Column("planned_finish", ("完工", "计划"), width=10), Column("finish", ("完工", "实际"), width=10),
    Column("month", ("最近核实月份",), width=10), Column("percent", ("形象进度（%）",), "tenth", width=9),
    Column("invested", ("累计完成投资（万元）",), "money", summed=True, width=12),
    *[Column(key, ("累计支出（万元）", word), "money", summed=True, width=11) for key, word in GROUPS],
    Column("spent", ("累计支出（万元）", "合计"), "money", summed=True, width=11),
    Column("note", ("本月情况",), width=26), Column("problems", ("存在问题",), width=26),
]
EFFECT = [
    *PLACE,
    Column("communities", ("惠及", "小区（个）"), "whole", summed=True, width=8),
    Column("buildings", ("惠及", "楼栋（幢）"), "whole", summed=True, width=8),
    Column("households", ("惠及", "户数（户）"), "whole", summed=True, width=8),
    Column("area", ("惠及", "面积（万㎡）"), "wan", summed=True, width=9),
    Column("month", ("最近核实月份",), width=10),
    Column("lifts", ("累计完成", "加装电梯（部）"), "whole", summed=True, width=9),
    Column("parking_spaces", ("累计完成", "停车位（个）"), "whole", summed=True, width=9),
    Column("charging_points", ("累计完成", "充电桩（个）"), "whole", summed=True, width=9),
    Column("pipes_km", ("累计完成", "改造管线（公里）"), "km", summed=True, width=9),
    Column("service_facilities", ("累计完成", "服务设施（处）"), "whole", summed=True, width=9),
]
# fmt: on
QUANTITIES = ("lifts", "parking_spaces", "charging_points", "pipes_km", "service_facilities")


def f2_1(asked):
    """F2-1 进展明细: dates, physical progress, investment and what was paid, by who pays."""
    note = "支出按资金台账的来源归集；完成投资、形象进度为最近一次核实的月度进展。"
    return table(asked, "F2-1", "进展明细表", "万元", PROGRESS, progress_cells, note)


def f3_1(asked):
    """F3-1 效果明细: who gains and what was built, cumulative."""
    note = "规模为项目所含小区的现状数，列入几个项目的小区在各项目里都计；完成的内容为最近一次核实的累计数。"
    return table(asked, "F3-1", "效果明细表", "个、幢、户、万㎡", EFFECT, effect_cells, note)


def table(asked, code, name, unit, columns, cells, note):
    rows = Project.objects.visible_to(asked.user).under(asked.area.pk).live()
    rows = rows.filter(plan_year=asked.year) if asked.year else rows
    number = rows.count()
    rows = rows.select_related("area__parent").prefetch_related("communities").order_by("area_id", "plan_year", "pk")
    words = f"{asked.year}年" if asked.year else "各年"
    return Table(
        code=code,
        title=f"{words}{asked.area.name}城镇老旧小区改造{name}",
        subtitle=f"（{cn_day(asked.as_of)}）",
        unit=unit,
        columns=columns,
        rows=passing(rows, cells, asked.terms),
        total={"name": "合计"},
        notes=[f"{asked.terms.words}。不含已退出的项目。{note}", NOTE],
        as_of=asked.as_of,
        number=number,
    )


def passing(rows, cells, terms):
    """Cells row by row, a portion at a time: three more statements a portion, however long the list."""
    number, left = 0, rows.iterator(chunk_size=PORTION)
    while portion := list(islice(left, PORTION)):
        months, paid = newest(portion), spent(portion)
        for project in portion:
            number += 1
            own = cells(project, months.get(project.pk), paid.get(project.pk, {}), terms)
            yield place_cells(project) | own | {"order": number}


def newest(portion):
    """{project: its newest verified month}"""
    rows = ProgressReport.objects.counted().filter(project__in=portion)
    rows = rows.order_by("project_id", "-period", "-revision").distinct("project_id")
    return {row.project_id: row for row in rows}


def spent(portion):
    """{project: {group of sources: 万元 paid}}"""
    rows = FundEntry.objects.filter(project__in=portion, kind="spent").order_by()
    found = {}
    for key, group, amount in rows.values_list("project_id", "source__group").annotate(amount=Sum("amount")):
        found.setdefault(key, {})[group] = amount
    return found


def place_cells(project):
    return {
        "district": project.area.parent.name,
        "street": project.area.name,
        "name": project.name,
        "year": str(project.plan_year),
        "status": project.get_status_display(),
    }


def progress_cells(project, month, paid, terms):
    by_group = {key: paid.get(key, Decimal(0)) for key, _ in GROUPS}
    return {
        "planned_start": project.planned_start,
        "start": getattr(project, terms.start),
        "planned_finish": project.planned_finish,
        "finish": getattr(project, terms.finish),
        "month": month.period if month else None,
        "percent": month.percent if month else None,
        "invested": month.invested if month else None,
        **by_group,
        "spent": sum(by_group.values()),
        "note": month.note or None if month else None,
        "problems": month.problems or None if month else None,
    }


def effect_cells(project, month, _, __):
    places = project.communities.all()
    built = {name: getattr(month, name) if month else 0 for name in QUANTITIES}
    return built | {
        "communities": len(places),
        "buildings": sum(place.buildings for place in places),
        "households": sum(place.households for place in places),
        "area": sum((place.floor_area for place in places), Decimal(0)) / 10000,
        "month": month.period if month else None,
    }
