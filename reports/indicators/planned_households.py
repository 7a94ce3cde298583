"""年度计划户数."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="planned_households",
    name="年度计划户数",
    unit="户",
    group="计划与进度",
    formula="列入当年计划的小区的户数之和",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=22,
    path="plan.households",
)
