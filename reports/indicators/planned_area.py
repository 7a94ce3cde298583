"""年度计划面积."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="planned_area",
    name="年度计划面积",
    unit="㎡",
    group="计划与进度",
    formula="列入当年计划的小区的建筑面积之和",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=21,
    path="plan.floor_area_m2",
)
