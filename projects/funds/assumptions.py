"""Where the assumptions of a projection come from: the register, the last projects, the ledger, the thresholds."""

from dataclasses import fields, replace
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, Sum

from communities.models import Community
from communities.register.stages import Stage
from core import thresholds
from core.templatetags.house import rounded
from projects.funds import figures
from projects.funds.projection import Assumptions
from projects.register.models import Project

LAST_YEARS, YEARS = 3, 10
WAN = Decimal(10000)


class Basis(NamedTuple):
    """One assumption: its value, its unit, and in words where it comes from."""

    name: str
    label: str
    value: Decimal
    unit: str
    words: str


def measured(area_code, today):
    """(assumptions, [Basis]) of an area from what stands in the portal on a day; seven statements at most."""
    since = today.year - LAST_YEARS + 1
    own = Project.objects.under(area_code).live().filter(plan_year__gte=since, plan_year__lte=today.year)
    sums = own.aggregate(money=Sum("budget"), n=Sum(1))
    built = own.values("plan_year").annotate(area=Sum("communities__floor_area")).order_by("plan_year")
    areas = [row["area"] or Decimal(0) for row in built]
    whole = sum(areas, Decimal(0))
    stock = Community.objects.under(area_code).filter(Q(status=Stage.SURVEY) | Q(status=Stage.POOL))
    stock = stock.aggregate(area=Sum("floor_area"))["area"] or Decimal(0)
    given = thresholds.rows("funds.", today)
    lines, total = figures.funds(area_code, by="group")
    rows = [
        Basis("stock", "还没有列入项目的面积", rounded(stock / WAN, 2), "万㎡", "小区档案：正在摸底和已入库的小区"),
        per_year(areas, whole, since, today.year),
        unit_cost(sums, whole, since, today.year, given["funds.unit_cost"]),
        from_threshold("growth", "造价年涨幅", given["funds.growth"]),
        paid_by("government", "财政占比", lines, total.planned, given["funds.government"]),
        paid_by("residents", "居民占比", lines, total.planned, given["funds.residents"]),
        from_threshold("step", "财政占比每年降低", given["funds.step"]),
        from_threshold("ageing", "每年新增老旧面积", given["funds.ageing"]),
    ]
    values = {row.name: row.value for row in rows}
    return Assumptions(first_year=today.year + 1, years=YEARS, **values), rows


def per_year(areas, whole, since, until):
    value = rounded(whole / WAN / len(areas), 2) if areas else Decimal(0)
    return Basis("per_year", "每年改造面积", value, "万㎡", f"{since}—{until} 年计划项目的年平均")


def unit_cost(sums, whole, since, until, row):
    if whole:
        value, words = rounded(sums["money"] * WAN / whole, 2), f"{since}—{until} 年项目计划投资 ÷ 建筑面积"
    else:
        value, words = row.value, f"标准值：{row.source}"
    return Basis("unit_cost", "单位造价", value, "元/㎡", words)


def paid_by(group, label, lines, planned, row):
    if planned:
        own = sum((line.planned for line in lines if line.key == group), Decimal(0))
        return Basis(group, label, rounded(own * 100 / planned, 1), "%", "资金台账各年计划数")
    return Basis(group, label, row.value, "%", f"标准值：{row.source}")


def from_threshold(name, label, row):
    return Basis(name, label, row.value, row.unit, f"标准值：{row.source}")


def tried(assumptions, asked):
    """The assumptions with what a person wants to try instead."""
    names = {field.name for field in fields(Assumptions)}
    return replace(assumptions, **{name: value for name, value in asked.items() if name in names and value is not None})
