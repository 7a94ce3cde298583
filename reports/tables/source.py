"""Where a table's figures come from: an issued report (frozen for ever) or the register as it stands."""

from dataclasses import dataclass, replace
from datetime import date

from core.months import month_before, month_end
from reports import counts, figures, periods, problems
from reports.freezing import change
from reports.terms import DEFAULT, Terms
from reports.words import cn_day, period_words


@dataclass(frozen=True)
class Source:
    """Figures of one area with the words that every table of them carries."""

    figures: dict
    period: str
    sha256: str = ""  # of the snapshot; empty: live
    terms: Terms = DEFAULT

    @property
    def as_of(self):
        return date.fromisoformat(self.figures["as_of"])

    @property
    def area(self):
        return self.figures["area"]

    @property
    def span(self):
        return periods.span_of(self.figures)

    @property
    def year_words(self):
        return f"{self.figures['year']}年" if self.figures["year"] else "各年合计"

    @property
    def whose(self):
        return "全市" if self.area["level"] == "city" else self.area["name"]

    def subtitle(self):
        return f"（截至{cn_day(self.as_of)}，{self.figures['basis_label']}）"

    def notes(self):
        taken = f"数字取自{period_words(self.period)}数据快照，校验码 {self.sha256[:16]}。"
        return [self.figures["definition"], taken if self.sha256 else "数字为当日实时数据。"]

    def rows(self, planned=True):
        """The areas below, those that have a plan or all; a street, which has none below, stands for itself."""
        rows = [row for row in self.figures["by_area"] if row["plan"]["communities"] or not planned]
        return rows or [self.figures | {"code": self.area["code"], "name": self.area["name"], "rank": None}]


def frozen(report):
    return Source(report.figures, report.period, report.snapshot_sha256)


def live(area, year, as_of, basis=figures.ADMINISTRATIVE, terms=DEFAULT):
    """The figures of a day, with the change against the end of the month before and what is late."""
    now = computed(area.pk, year, as_of, basis, terms)
    period = f"{as_of:%Y-%m}"
    before = computed(area.pk, year, month_end(month_before(period)), basis, terms)
    earlier = {row["code"]: row for row in before["by_area"]}
    now["start_change"] = change(now, before)
    for row in now["by_area"]:
        row["start_change"] = change(row, earlier.get(row["code"]))
    now["problems"] = problems.by_area([area.pk], as_of, period)[area.pk]
    return Source(now, period, terms=terms)


def computed(code, year, as_of, basis, terms):
    if terms == DEFAULT:
        return figures.plan(code, year, basis, as_of)
    book = figures.read(code, year, basis, as_of)
    found = replace(book, leaves=counts.count(code, year, as_of, terms=terms)).figures(code)
    return found | {"definition": found["definition"].replace(DEFAULT.words, terms.words)}
