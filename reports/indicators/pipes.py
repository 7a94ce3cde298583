"""改造管线 delivered so far by the plan year's projects."""

from reports.indicators.base import HUNDREDTHS, PLAN, Indicator, own_rows

INDICATOR = Indicator(
    code="pipes",
    name="改造管线",
    unit="公里",
    group="改造内容",
    formula="各项目累计改造水、电、气、热、信等管线公里数之和",
    source=PLAN,
    scope="当年计划各项目截至期末最近一次核实的累计数",
    rounding=HUNDREDTHS,
    rows=own_rows,
    order=53,
    path="delivered.pipes_km",
)
