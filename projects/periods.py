"""Months as the reports write them: "2026-10"."""

from calendar import monthrange
from datetime import date, timedelta


def month_end(period):
    """The last day of a month."""
    year, month = (int(part) for part in period.split("-"))
    return date(year, month, monthrange(year, month)[1])


def last_closed(today):
    """The month before today's: the one that is reported now."""
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def months_back(today, count):
    """This month and the months before it, newest first."""
    first = today.year * 12 + today.month - 1
    return [f"{(first - n) // 12:04d}-{(first - n) % 12 + 1:02d}" for n in range(count)]
