"""Limits and pauses over Spring Festival and National Day equal a table made by hand from the State Council's notices.

2026: 15–23 February off, Saturday 14 and Saturday 28 February are worked; 1–7 October off, Sunday 20 September and
Saturday 10 October are worked; 25–27 September (Mid-Autumn) off. 2025: 28 January – 4 February off, Sunday 26 January
and Saturday 8 February are worked; 1–8 October off, Sunday 28 September and Saturday 11 October are worked.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.working_time import add_working_time, working_time_between
from resident_participation.cases.clocks import after

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(words):
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


TABLE = [  # received, amount, unit, due
    ("2026-11-23 09:00", 4, "working_hours", "2026-11-23 15:00"),  # three hours till noon, one after two
    ("2026-11-23 12:30", 4, "working_hours", "2026-11-24 09:00"),  # at lunch: from two o'clock
    ("2026-11-23 16:00", 4, "working_hours", "2026-11-24 11:00"),
    ("2026-11-21 10:00", 4, "working_hours", "2026-11-23 14:30"),  # a Saturday: 3.5 hours on Monday, then half an hour
    ("2026-02-13 16:30", 4, "working_hours", "2026-02-14 11:30"),  # Friday before the feast; Saturday is worked
    ("2026-02-14 16:30", 4, "working_hours", "2026-02-24 11:30"),  # nine days off between
    ("2026-09-30 16:30", 4, "working_hours", "2026-10-08 11:30"),
    ("2026-09-24 17:00", 1, "working_hours", "2026-09-28 09:00"),  # Mid-Autumn and the weekend
    ("2025-01-27 17:30", 2, "working_hours", "2025-02-05 10:30"),
    ("2026-02-13 09:00", 2, "working_days", "2026-02-24 17:30"),
    ("2026-02-13 09:00", 1, "working_days", "2026-02-14 17:30"),
    ("2026-02-24 09:00", 5, "working_days", "2026-03-02 17:30"),  # Saturday 28 is worked, Sunday 1 is not
    ("2026-09-29 09:00", 3, "working_days", "2026-10-09 17:30"),
    ("2026-09-29 09:00", 4, "working_days", "2026-10-10 17:30"),  # a Saturday that is worked
    ("2026-09-18 20:00", 1, "working_days", "2026-09-20 17:30"),  # a Sunday that is worked
    ("2026-10-04 11:00", 1, "working_days", "2026-10-08 17:30"),
    ("2025-09-26 09:00", 1, "working_days", "2025-09-28 17:30"),  # Sunday, worked
    ("2025-09-30 09:00", 3, "working_days", "2025-10-11 17:30"),  # 9, 10, Saturday 11
    ("2025-01-24 09:00", 3, "working_days", "2025-02-05 17:30"),  # Sunday 26, Monday 27, then the 5th
    ("2026-02-14 09:00", 15, "days", "2026-03-01 23:59"),  # the law's days are all days
    ("2026-02-16 22:10", 2, "hours", "2026-02-17 00:10"),  # danger knows no holiday
]


@pytest.mark.parametrize(("received", "amount", "unit", "due"), TABLE)
def test_limits_equal_the_table(received, amount, unit, due):
    assert after(at(received), amount, unit).replace(second=0) == at(due)


PAUSES = [  # since, until, working hours and minutes
    ("2026-11-23 09:00", "2026-11-23 11:15", "2:15"),
    ("2026-11-23 11:30", "2026-11-23 14:30", "1:00"),
    ("2026-11-20 17:00", "2026-11-23 09:00", "1:00"),
    ("2026-02-13 09:00", "2026-02-24 09:00", "14:00"),  # Friday 6:30, Saturday 7:00, Tuesday 0:30
    ("2026-09-30 14:00", "2026-10-12 08:30", "24:30"),  # 30 September 3:30; 8, 9 and Saturday 10 October 21:00
    ("2025-09-27 10:00", "2025-09-28 10:00", "1:30"),
    ("2026-10-03 10:00", "2026-10-05 10:00", "0:00"),
]


@pytest.mark.parametrize(("since", "until", "took"), PAUSES)
def test_pauses_equal_the_table(since, until, took):
    hours, minutes = map(int, took.split(":"))
    assert working_time_between(at(since), at(until)) == timedelta(hours=hours, minutes=minutes)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 1)).map(lambda m: m.replace(tzinfo=SHANGHAI))


@settings(deadline=None, max_examples=50)
@given(moments, st.integers(1, 60 * 60))
def test_what_is_added_lies_between(moment, minutes):
    end = add_working_time(moment, timedelta(minutes=minutes))
    assert working_time_between(moment, end) == timedelta(minutes=minutes)


@settings(deadline=None, max_examples=50)
@given(moments, moments, moments)
def test_working_time_adds_up(a, b, c):
    a, b, c = sorted((a, b, c))
    assert working_time_between(a, b) + working_time_between(b, c) == working_time_between(a, c)
