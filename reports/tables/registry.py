"""Which tables there are, what each is made of and how it is asked for: the page, the API and the files use this."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import Area
from core.errors import Refused
from reports import figures
from reports.models import Report
from reports.tables import details, lists, national, places
from reports.tables.source import frozen, live
from reports.terms import DEFAULT, Terms


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see: `report` is an issued one (its snapshot), None is today's register."""

    area: Area
    user: object
    as_of: date
    year: int | None = None
    basis: str = figures.ADMINISTRATIVE
    terms: Terms = DEFAULT
    whole_percents: bool = False
    report: Report | None = None

    def source(self):
        if self.report is not None:
            return frozen(self.report)
        return live(self.area, self.year, self.as_of, self.basis, self.terms)


@dataclass(frozen=True)
class Kind:
    """A table: made of figures (then also of a snapshot) or read from the register as it stands today."""

    code: str
    name: str
    words: str
    build: Callable
    of_figures: bool = True


def figured(make):
    return lambda asked: make(asked.source())


KINDS = {
    kind.code: kind
    for kind in [
        Kind(
            "F1", "年度计划表", "每个列入计划的小区一行：规模、计划投资、计划改造内容",
            lambda asked: lists.f1(asked.area, asked.user, asked.year, asked.as_of), of_figures=False,
        ),
        Kind("F2", "进展情况表", "各地计划、开工、完工、投资", figured(places.f2)),
        Kind(
            "F2-1", "进展明细表", "每个项目一行：开工完工、形象进度、完成投资、按来源的支出、存在问题",
            details.f2_1, of_figures=False,
        ),
        Kind("F3", "效果情况表", "各地惠及户数、改造面积和完成的内容", figured(places.f3)),
        Kind(
            "F3-1", "效果明细表", "每个项目一行：惠及的小区、楼栋、户数、面积和完成的内容",
            details.f3_1, of_figures=False,
        ),
        Kind(
            "F4", "项目基本情况表", "每个项目一行：参建单位、造价、手续、日期",
            lambda asked: lists.f4(asked.area, asked.user, asked.year, asked.as_of, asked.terms), of_figures=False,
        ),
        Kind(
            "G1", "改造进展公布表", "与住房城乡建设部公布的各地进展同一格式，按开工率排列",
            lambda asked: national.of_figures(asked.source(), asked.whole_percents),
        ),
        Kind("T1", "各地进展表", "通报附表：计划、开工、启动面积、投资、较上期、排名、预警", figured(places.t1)),
        Kind("T2", "改造内容表", "通报附表：电梯、停车位、充电桩、管线、服务设施", figured(places.t2)),
        Kind("T3", "问题清单", "通报附表：未按期开工、完工的项目和责任单位", figured(lists.t3)),
        Kind(
            "T4", "专项工程统筹表", "通报附表：各片区进场、开挖次数和待处理冲突",
            lambda asked: lists.t4(asked.area, asked.user, asked.as_of), of_figures=False,
        ),
        Kind("T5", "诉求办理表", "通报附表：受理、按期办结、超期", figured(places.t5)),
    ]
}  # fmt: skip


def build(code, asked):
    """The table, or a refusal; lists of the register are always of today."""
    if code not in KINDS:
        raise Refused("no_such_table", "没有这张表")
    kind = KINDS[code]
    return kind.build(asked if kind.of_figures else replace(asked, report=None))
