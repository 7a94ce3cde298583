"""启动率 by floor area: the rate that ranks."""

from reports.indicators.base import OF_THE_PLAN, ONE_DECIMAL, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="start_rate",
    name="启动率（按面积）",
    unit="%",
    group="计划与进度",
    formula="已启动面积 ÷ 年度计划面积 × 100%",
    source=PLAN,
    scope=OF_THE_PLAN,
    rounding=ONE_DECIMAL,
    rows=own_rows,
    order=30,
    path="rates.start",
)
