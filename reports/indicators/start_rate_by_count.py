"""开工率 by communities, as the published national table has it."""

from reports.indicators.base import OF_THE_PLAN, ONE_DECIMAL, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="start_rate_by_count",
    name="开工率（按小区数）",
    unit="%",
    group="计划与进度",
    formula="已开工小区 ÷ 年度计划小区 × 100%，可以超过 100%",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=ONE_DECIMAL,
    rows=own_rows,
    order=31,
    path="rates.start_by_count",
)
