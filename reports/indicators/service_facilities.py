"""社区服务设施 delivered so far by the plan year's projects."""

from reports.indicators.base import PLAN, WHOLE, Indicator, own_rows

INDICATOR = Indicator(
    code="service_facilities",
    name="社区服务设施",
    unit="处",
    group="改造内容",
    formula="各项目累计建成养老、托育等服务设施之和",
    source=PLAN,
    scope="当年计划各项目截至期末最近一次核实的累计数",
    rounding=WHOLE,
    rows=own_rows,
    order=54,
    path="delivered.service_facilities",
)
