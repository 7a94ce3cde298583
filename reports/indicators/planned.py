"""年度计划小区: in projects of the plan year that were not removed."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="planned",
    name="年度计划小区",
    unit="个",
    group="计划与进度",
    formula="列入当年计划的小区个数",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=20,
    path="plan.communities",
)
