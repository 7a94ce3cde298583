"""Working days with China's public holidays and make-up days (chinesecalendar; State Council notices)."""

from datetime import timedelta
from functools import cache

import chinese_calendar


@cache
def is_working_day(day):
    """Beyond the years the library knows, Monday to Friday is assumed."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def add_working_days(day, count):
    """The `count`-th working day after `day`; the day itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start, end):
    """Working days after `start` up to and including `end`; negative when `end` lies before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
