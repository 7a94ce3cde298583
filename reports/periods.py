"""Weeks, months, quarters and years of reports: one class per kind. A period is closed when its last day is over
(Asia/Shanghai); its reports are due some hours later."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from core import months
from core.errors import Refused

DUE_HOUR = 2  # last month's reports are due on the 1st at 02:00; the hourly schedule makes them then or later
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """`year` is the plan year that the period belongs to; both days count."""

    text: str
    year: int
    first: date
    last: date

    kind = pattern = example = word = span = ""  # span: as in 本周, 上月

    @property
    def label(self):
        """2026年10月, 2026年第44周."""
        return months.cn_month(self.text)

    def before(self):
        return type(self).containing(self.first - DAY)

    @classmethod
    def parse(cls, text):
        """The period that a text names, or a refusal that says how it is written."""
        found = re.fullmatch(cls.pattern, text)
        period = cls.named(*map(int, found.groups())) if found else None
        if period is None:
            raise Refused("bad_period", f"{cls.word}“{text[:20]}”写得不对，形如 {cls.example}")
        return period


class Monthly(Period):
    kind, pattern, example, word = "monthly", r"(20\d\d)-(0[1-9]|1[0-2])", "2026-10", "月份"
    span = "月"

    @classmethod
    def named(cls, year, month):
        return cls.containing(date(year, month, 1))

    @classmethod
    def containing(cls, day):
        text = f"{day:%Y-%m}"
        return cls(text, day.year, day.replace(day=1), months.month_end(text))


class Weekly(Period):
    """ISO 8601: Monday to Sunday; a week belongs to the year its Thursday lies in."""

    kind, pattern, example, word = "weekly", r"(20\d\d)-W(0[1-9]|[1-4]\d|5[0-3])", "2026-W44", "周"
    span = "周"

    @classmethod
    def named(cls, year, week):
        try:
            return cls.containing(date.fromisocalendar(year, week, 1))
        except ValueError:  # most years have 52 weeks
            return None

    @classmethod
    def containing(cls, day):
        year, week, weekday = day.isocalendar()
        first = day - (weekday - 1) * DAY
        return cls(f"{year}-W{week:02d}", year, first, first + 6 * DAY)


class Quarterly(Period):
    kind, pattern, example, word = "quarterly", r"(20\d\d)-Q([1-4])", "2026-Q4", "季度"
    span = "季度"

    @classmethod
    def named(cls, year, quarter):
        return cls.containing(date(year, quarter * 3, 1))

    @classmethod
    def containing(cls, day):
        quarter = (day.month + 2) // 3
        first, last = date(day.year, quarter * 3 - 2, 1), months.month_end(f"{day.year}-{quarter * 3}")
        return cls(f"{day.year}-Q{quarter}", day.year, first, last)


class Yearly(Period):
    kind, pattern, example, word = "yearly", r"(20\d\d)", "2026", "年份"
    span = "年"

    @classmethod
    def named(cls, year):
        return cls.containing(date(year, 1, 1))

    @classmethod
    def containing(cls, day):
        return cls(f"{day.year}", day.year, date(day.year, 1, 1), date(day.year, 12, 31))


KINDS = {one.kind: one for one in (Weekly, Monthly, Quarterly, Yearly)}


def parse(kind, text):
    """The period of a kind that a text names; refuses `bad_kind` and `bad_period`."""
    if kind not in KINDS:
        raise Refused("bad_kind", "没有这种报告")
    return KINDS[kind].parse(text)


def read(text):
    """The period of whatever kind a text names: each kind is written differently."""
    for kind in KINDS.values():
        if re.fullmatch(kind.pattern, text):
            return kind.parse(text)
    words = "、".join(f"{kind.word} {kind.example}" for kind in KINDS.values())
    raise Refused("bad_period", f"期别“{text[:20]}”写得不对，形如：{words}")


def span_of(figures):
    """周, 月, 季度 or 年: the length of the period that figures are of; figures of a day tell of their month."""
    return KINDS[figures.get("period", {}).get("kind", "monthly")].span


def month_end(period):
    """The last day of a month, or a refusal of anything that is not a month."""
    return Monthly.parse(period).last


def newest_closed(kind, now=None):
    """The newest period of a kind that is over."""
    return KINDS[kind].containing(timezone.localdate(now)).before()


def newest_due(kind, now=None):
    """The newest period of a kind whose reports should exist by now."""
    return KINDS[kind].containing((timezone.localtime(now) - timedelta(hours=DUE_HOUR)).date()).before()


def last_closed(now=None):
    """The month before this one."""
    return newest_closed("monthly", now).text


def last_due(now=None):
    """The newest month whose reports should exist by now."""
    return newest_due("monthly", now).text


def require_closed(kind, text, now=None):
    """The period when it is over; one that is still running has no report."""
    period = parse(kind, text)
    if period.last >= timezone.localdate(now):
        raise Refused("period_open", f"{period.label}还没有结束，结束以后才能生成报告")
    return period
