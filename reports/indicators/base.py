"""What an indicator is: its words, where its number stands in the plan's figures or how it is measured elsewhere, and
the page that shows the rows behind it. Nothing is computed here that another module computes already."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from accounts.models import Area
from reports import figures, periods
from reports.comparing import at
from reports.rates import percent
from resident_participation.cases.figures import rows_of, sums

PLAN = "《城镇老旧小区改造统计调查制度》；国办发〔2020〕23号"
ONE_DECIMAL, WHOLE, HUNDREDTHS = "保留一位小数，四舍五入", "整数", "保留两位小数，四舍五入"
OF_THE_PLAN = "计划年度为所选期别所在年度；小区为计数单位，同一小区列入多个项目只计一次；数据截至期末"


@dataclass
class Asked:
    """An area and a period, with what is counted for them; each source is read once, when an indicator wants it."""

    area: Area
    period: periods.Period

    @property
    def as_of(self) -> date:
        """The period's last day, or today while it runs."""
        return min(self.period.last, timezone.localdate())

    @property
    def moment(self):
        """The end of that day, or now."""
        end = timezone.make_aware(datetime.combine(self.as_of, time.max))
        return min(end, timezone.now())

    @property
    def since(self):
        """The first day of the period's plan year."""
        return date(self.period.year, 1, 1)

    @cached_property
    def numbers(self):
        """The plan's figures of the area, as the dashboard and the reports have them."""
        since = min(self.period.first, self.as_of)
        book = figures.read(self.area.pk, self.period.year, figures.ADMINISTRATIVE, self.as_of, since)
        return book.numbers(book.sums[self.area.pk])

    @cached_property
    def cases(self):
        """The sums of the cases received in the period, as they stand."""
        return rows_of(self.area.pk, self.period.first, self.as_of).aggregate(**sums(self.moment))


@dataclass(frozen=True)
class Indicator:
    """`path` is where the plan's figures hold it (a rate holds its numerator and denominator itself, other figures may
    name theirs in `parts`); `measure(asked)` gives (numerator, denominator) of a rate or (number, None) of a count that
    stands elsewhere. `rows(indicator, area code, period)` is the address of the rows behind it."""

    code: str
    name: str
    unit: str
    group: str
    formula: str
    source: str
    scope: str
    rounding: str
    rows: Callable
    order: int
    path: str = ""
    parts: tuple = ()
    measure: Callable | None = None

    def value(self, asked):
        """{"value", "numerator", "denominator"}: a count is its own numerator and has no denominator."""
        if self.measure is None:
            return self.found(asked.numbers)
        numerator, denominator = self.measure(asked)
        shown = numerator if denominator is None else percent(numerator, denominator)
        return {"value": shown, "numerator": numerator, "denominator": denominator}

    def found(self, numbers):
        """The same out of the plan's figures, counted now or frozen in a report; the value None where they lack it."""
        value = at(numbers, self.path)
        if isinstance(value, dict):
            return {"value": value["percent"], "numerator": value["numerator"], "denominator": value["denominator"]}
        numerator, denominator = (at(numbers, path) for path in self.parts) if self.parts else (value, None)
        return {"value": value, "numerator": numerator, "denominator": denominator}

    def answer(self, asked):
        """What the API says of it."""
        return {
            "indicator": self.code,
            "name": self.name,
            "area": asked.area.pk,
            "period": asked.period.text,
            **self.value(asked),
            "unit": self.unit,
            "definition": self.formula,
            "scope": self.scope,
            "as_of": asked.as_of.isoformat(),
            "rows_url": self.rows_url(asked.area.pk, asked.period),
        }

    def rows_url(self, area_code, period):
        return self.rows(self, area_code, period)

    def words(self):
        """Itself in words, for lists."""
        names = ("code", "name", "unit", "group", "formula", "source", "scope", "rounding")
        return {name: getattr(self, name) for name in names} | {"definition": self.formula}


def own_rows(indicator, area_code, period):
    """The page that lists the communities or projects which were counted."""
    query = urlencode({"area": area_code, "period": period.text})
    return f"{reverse('reports:rows', args=[indicator.code])}?{query}"


def listed(name, of_period=False, **query):
    """Rows on a list of another floor, narrowed to the area and, when asked, to the days of the period's year."""

    def url(indicator, area_code, period):
        days = {"since": period.first.isoformat(), "until": period.last.isoformat()} if of_period else {}
        return f"{reverse(name)}?{urlencode({'area': area_code} | days | query)}"

    return url
