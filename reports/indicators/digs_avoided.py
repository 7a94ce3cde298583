"""避免重复开挖."""

from projects.special_works.figures import measures
from reports.indicators.base import WHOLE, Indicator, listed


def digs_avoided(asked):
    _, total = measures(asked.area.pk)
    return total["digs_avoided"], None


INDICATOR = Indicator(
    code="digs_avoided",
    name="避免重复开挖",
    unit="次",
    group="统筹与参与",
    formula="申报的开挖次数 − 统筹后的开挖次数",
    source="“一次进场”统筹施工的要求（避免反复施工、造成扰民）；口径为平台默认，待市局确认",
    scope="现在的统筹情况：各改造片区和小区最近一次测算，不按期别回溯；只算要开挖的工程",
    rounding=WHOLE,
    rows=listed("projects:coordination_figures"),
    order=71,
    measure=digs_avoided,
)
