"""投资完成率."""

from reports.indicators.base import ONE_DECIMAL, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="investment_rate",
    name="投资完成率",
    unit="%",
    group="投资",
    formula="累计完成投资 ÷ 年度计划投资 × 100%",
    source=PLAN,
    scope="各项目截至期末最近一次核实的累计完成数；更正没有核实以前按原数；从不按月上报的项目按项目档案",
    rounding=ONE_DECIMAL,
    rows=own_rows,
    order=41,
    path="rates.investment",
)
