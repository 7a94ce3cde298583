"""进场合并率: how many of the entries that were filed need not be made (一次进场)."""

from projects.special_works.figures import measures
from reports.indicators.base import ONE_DECIMAL, Indicator, listed


def entries_saved(asked):
    """(entries saved, entries filed)."""
    _, total = measures(asked.area.pk)
    return total["entries_before"] - total["entries_now"], total["entries_before"]


INDICATOR = Indicator(
    code="entries_saved",
    name="进场合并率",
    unit="%",
    group="统筹与参与",
    formula="（申报的进场次数 − 统筹后的进场次数）÷ 申报的进场次数 × 100%",
    source="“一次进场”统筹施工的要求（避免反复施工、造成扰民）；口径为平台默认，待市局确认",
    scope="现在的统筹情况：各改造片区和小区最近一次测算，不按期别回溯；每个地点上间隔在设定天数以内的施工算一次进场",
    rounding=ONE_DECIMAL,
    rows=listed("projects:coordination_figures"),
    order=70,
    measure=entries_saved,
)
