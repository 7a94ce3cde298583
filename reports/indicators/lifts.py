"""加装电梯 delivered so far by the plan year's projects."""

from reports.indicators.base import PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="lifts",
    name="加装电梯",
    unit="部",
    group="改造内容",
    formula="各项目累计加装电梯部数之和",
    source=PLAN,
    scope="当年计划各项目截至期末最近一次核实的累计数",
    rounding=WHOLE,
    rows=own_rows,
    order=50,
    path="delivered.lifts",
)
