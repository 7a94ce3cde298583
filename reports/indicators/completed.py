"""已完工小区: finished when all its projects are accepted."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="completed",
    name="已完工小区",
    unit="个",
    group="计划与进度",
    formula="当年计划里，全部项目竣工验收日期不晚于期末的小区个数",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=26,
    path="completed",
)
