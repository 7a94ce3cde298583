"""累计完成投资 of the plan year's projects."""

from reports.indicators.base import HUNDREDTHS, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="invested",
    name="累计完成投资",
    unit="万元",
    group="投资",
    formula="当年计划各项目累计完成投资之和",
    source=PLAN,
    scope="各项目截至期末最近一次核实的累计完成数；更正没有核实以前按原数；从不按月上报的项目按项目档案",
    rounding=HUNDREDTHS,
    rows=own_rows,
    order=40,
    path="invested",
)
