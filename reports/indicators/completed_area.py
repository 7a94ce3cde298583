"""已完工面积."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="completed_area",
    name="已完工面积",
    unit="㎡",
    group="计划与进度",
    formula="当年计划里已完工小区的建筑面积之和",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=27,
    path="completed_area_m2",
)
