"""Months as the portal writes them: "2026-10"; and the words for these and longer or shorter periods."""

from calendar import monthrange
from datetime import date, timedelta


def month_end(month):
    """The last day of a month."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def month_before(month):
    return f"{month_end(month).replace(day=1) - timedelta(days=1):%Y-%m}"


def last_closed(today):
    """The month before today's: the one that is reported now."""
    return month_before(f"{today:%Y-%m}")


def months_back(today, count):
    """This month and the months before it, newest first."""
    first = today.year * 12 + today.month - 1
    return [f"{(first - n) // 12:04d}-{(first - n) % 12 + 1:02d}" for n in range(count)]


def cn_month(period):
    """2026-10 → 2026年10月; so are weeks, quarters and years: 2026-W44, 2026-Q4, 2026."""
    year, _, part = period.partition("-")
    if part.startswith("W"):
        return f"{int(year)}年第{int(part[1:])}周"
    if part.startswith("Q"):
        return f"{int(year)}年第{int(part[1:])}季度"
    return f"{int(year)}年{int(part)}月" if part else f"{int(year)}年"
