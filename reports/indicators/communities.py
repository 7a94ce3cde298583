"""应改造小区: how many communities stand in the current list."""

from reports.indicators.base import PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="communities",
    name="应改造小区",
    unit="个",
    group="底数",
    formula="现行底数版本里在册小区的个数",
    source=PLAN,
    scope="现行底数版本里在册的小区（保留、新增、合并、拆分），不分计划年度",
    rounding=WHOLE,
    rows=own_rows,
    order=10,
    path="communities",
)
