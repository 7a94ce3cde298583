"""完工率 by floor area."""

from reports.indicators.base import OF_THE_PLAN, ONE_DECIMAL, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="completion_rate",
    name="完工率（按面积）",
    unit="%",
    group="计划与进度",
    formula="已完工面积 ÷ 年度计划面积 × 100%",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=ONE_DECIMAL,
    rows=own_rows,
    order=33,
    path="rates.completion",
)
