"""已开工户数."""

from reports.indicators.base import OF_THE_PLAN, PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="started_households",
    name="已开工户数",
    unit="户",
    group="计划与进度",
    formula="当年计划里已开工小区的户数之和",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=WHOLE,
    rows=own_rows,
    order=25,
    path="started_households",
)
