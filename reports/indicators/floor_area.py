"""应改造建筑面积."""

from reports.indicators.base import PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="floor_area",
    name="应改造建筑面积",
    unit="㎡",
    group="底数",
    formula="现行底数版本里在册小区的建筑面积之和",
    source=PLAN,
    scope="现行底数版本里在册的小区（保留、新增、合并、拆分），不分计划年度",
    rounding=WHOLE,
    rows=own_rows,
    order=11,
    path="floor_area_m2",
)
