"""已开工小区: begun when one of its projects has begun."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="started",
    name="已开工小区",
    unit="个",
    group="计划与进度",
    formula="当年计划里，有一个项目的实际进场日期不晚于期末的小区个数",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=23,
    path="started",
)
