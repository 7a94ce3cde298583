"""时序进度偏差 in percentage points; its numerator is the area begun, its denominator the area planned."""

from reports.indicators.base import OF_THE_PLAN, ONE_DECIMAL, Indicator, own_rows

INDICATOR = Indicator(
    code="schedule_deviation",
    name="时序进度偏差",
    unit="个百分点",
    group="计划与进度",
    formula="启动率 − 时序进度；时序进度 = 计划开工日期已到的面积 ÷ 年度计划面积",
    source="预警规则（本平台，可调整）；《城镇老旧小区改造统计调查制度》",
    scope=OF_THE_PLAN,
    rounding=ONE_DECIMAL,
    rows=own_rows,
    order=35,
    path="deviation",
    parts=("started_area_m2", "plan.floor_area_m2"),
)
