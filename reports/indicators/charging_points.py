"""电动汽车充电桩 delivered so far by the plan year's projects."""

from reports.indicators.base import PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="charging_points",
    name="电动汽车充电桩",
    unit="个",
    group="改造内容",
    formula="各项目累计建成充电桩之和",
    source=PLAN,
    scope="当年计划各项目截至期末最近一次核实的累计数",
    rounding=WHOLE,
    rows=own_rows,
    order=52,
    path="delivered.charging_points",
)
