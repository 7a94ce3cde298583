"""Working time: the hours of an office on the working days of core.calendar, in Asia/Shanghai.

A moment between two spans belongs to neither: what begins there begins with the next span.
"""

from datetime import datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from core.calendar import is_working_day

# The hours that the city's offices usually keep; the platform's own default until the bureau confirms them.
HOURS = ((time(8, 30), time(12)), (time(14), time(17, 30)))
A_DAY = timedelta(hours=7)


@lru_cache(maxsize=2000)
def spans(day):
    """[(start, end)] of a day's working time, aware; [] on a day off."""
    if not is_working_day(day):
        return []
    return [(at(day, start), at(day, end)) for start, end in HOURS]


def at(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


def opening(day):
    return at(day, HOURS[0][0])


def end_of(day):
    """When the offices close on a day."""
    return at(day, HOURS[-1][1])


def add_working_time(moment, duration):
    """The moment at which `duration` (a timedelta, not negative) of working time has passed; no time: the same."""
    if not duration:
        return moment
    day = timezone.localdate(moment)
    while True:
        for start, end in spans(day):
            start = max(start, moment)
            if start < end and duration <= end - start:
                return start + duration
            duration -= max(end - start, timedelta())
        day += timedelta(days=1)


def working_time_between(start, end):
    """How much working time lies between two moments; none when `end` is not the later one."""
    total, day, last = timedelta(), timezone.localdate(start), timezone.localdate(end)
    while day <= last:
        total += sum((max(min(e, end) - max(s, start), timedelta()) for s, e in spans(day)), timedelta())
        day += timedelta(days=1)
    return total
