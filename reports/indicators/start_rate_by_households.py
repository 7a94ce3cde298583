"""开工率 by households."""

from reports.indicators.base import OF_THE_PLAN, ONE_DECIMAL, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="start_rate_by_households",
    name="开工率（按户数）",
    unit="%",
    group="计划与进度",
    formula="已开工户数 ÷ 年度计划户数 × 100%，可以超过 100%",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=ONE_DECIMAL,
    rows=own_rows,
    order=32,
    path="rates.start_by_households",
)
