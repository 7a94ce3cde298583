"""诉求满意率; silence is in neither part."""

from reports.indicators.base import ONE_DECIMAL, Indicator, listed
from reports.indicators.cases import rate_of

INDICATOR = Indicator(
    code="feedback_satisfied",
    name="诉求满意率",
    unit="%",
    group="居民诉求",
    formula="居民表示满意的件数 ÷ 回访问到满意度的件数 × 100%",
    source="政务服务热线按时、解决、满意各率的通行做法；时限见“办理时限”，口径为平台默认，待市局确认",
    scope="期内登记的诉求，按查询时的办理情况；并入同类的逐件计",
    rounding=ONE_DECIMAL,
    rows=listed("resident_participation:inbox", of_period=True),
    order=63,
    measure=rate_of("satisfied_rate"),
)
