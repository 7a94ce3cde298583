"""完工率 by communities."""

from reports.indicators.base import OF_THE_PLAN, ONE_DECIMAL, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="completion_rate_by_count",
    name="完工率（按小区数）",
    unit="%",
    group="计划与进度",
    formula="已完工小区 ÷ 年度计划小区 × 100%",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=ONE_DECIMAL,
    rows=own_rows,
    order=34,
    path="rates.completion_by_count",
)
