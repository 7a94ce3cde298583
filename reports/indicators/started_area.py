"""已启动面积."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="started_area",
    name="已启动面积",
    unit="㎡",
    group="计划与进度",
    formula="当年计划里已开工小区的建筑面积之和",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=24,
    path="started_area_m2",
)
