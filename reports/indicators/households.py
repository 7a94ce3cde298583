"""应改造户数."""

from reports.indicators.base import PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="households",
    name="应改造户数",
    unit="户",
    group="底数",
    formula="现行底数版本里在册小区的户数之和",
    source=PLAN,
    scope="现行底数版本里在册的小区（保留、新增、合并、拆分），不分计划年度",
    rounding=WHOLE,
    rows=own_rows,
    order=12,
    path="households",
)
