"""Weeks, months, quarters, years: how they are written, when they are over, until when each level has to act."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.errors import Refused
from core.models import Threshold
from reports import deadlines, periods
from reports.models import Report
from reports.reference import report_numbers
from tests.factories import AreaFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("kind", "text", "first", "last", "label", "before"),
    [
        ("weekly", "2026-W44", date(2026, 10, 26), date(2026, 11, 1), "2026年第44周", "2026-W43"),
        ("weekly", "2026-W01", date(2025, 12, 29), date(2026, 1, 4), "2026年第1周", "2025-W52"),
        ("weekly", "2026-W53", date(2026, 12, 28), date(2027, 1, 3), "2026年第53周", "2026-W52"),
        ("monthly", "2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月", "2024-01"),
        ("monthly", "2026-01", date(2026, 1, 1), date(2026, 1, 31), "2026年1月", "2025-12"),
        ("quarterly", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度", "2026-Q3"),
        ("quarterly", "2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第1季度", "2025-Q4"),
        ("yearly", "2026", date(2026, 1, 1), date(2026, 12, 31), "2026年", "2025"),
    ],
)
def test_each_kind_is_read_and_written(kind, text, first, last, label, before):
    period = periods.parse(kind, text)
    assert (period.first, period.last, period.label, period.before().text) == (first, last, label, before)
    assert periods.read(text) == period and period.year == int(text[:4])
    assert type(period).containing(first) == type(period).containing(last) == period


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("weekly", "2025-W53"), ("weekly", "2026-W00"), ("weekly", "2026-44"), ("monthly", "2026-13"),
        ("monthly", "2026-1"), ("quarterly", "2026-Q5"), ("yearly", "26"), ("monthly", "２０２６-10"),
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(kind, text):
    with pytest.raises(Refused) as refused:
        periods.parse(kind, text)
    assert refused.value.code == "bad_period" and periods.KINDS[kind].example in refused.value.message


@pytest.mark.parametrize(
    ("kind", "now", "due", "closed"),
    [
        ("weekly", datetime(2026, 11, 2, 1, 0), "2026-W43", "2026-W44"),
        ("weekly", datetime(2026, 11, 2, 2, 0), "2026-W44", "2026-W44"),
        ("quarterly", datetime(2026, 10, 1, 2, 0), "2026-Q3", "2026-Q3"),
        ("yearly", datetime(2027, 1, 1, 1, 59), "2025", "2026"),
    ],
)
def test_when_a_period_is_due(kind, now, due, closed):
    now = now.replace(tzinfo=SHANGHAI)
    assert (periods.newest_due(kind, now).text, periods.newest_closed(kind, now).text) == (due, closed)


def test_a_running_period_has_no_report():
    with pytest.raises(Refused) as refused:
        periods.require_closed("yearly", "2026", datetime(2026, 12, 31, 23, 59, tzinfo=SHANGHAI))
    assert refused.value.code == "period_open" and "2026年还没有结束" in refused.value.message


def test_deadlines_are_working_days_that_the_city_may_change(db):
    """October 2026 ends on a Saturday: the third working day is the 4th, the fifth the 6th, the eighth the 11th."""
    report_numbers()
    street = AreaFactory(code="330203006")
    report = Report(area=street, kind="monthly", period="2026-10")
    last = date(2026, 10, 31)
    days = {}
    for state in ("draft", "submitted", "checked", "signed", "published"):
        report.state = state
        days[state] = deadlines.due_on(report, last)
    assert days == {
        "draft": date(2026, 11, 4),
        "submitted": date(2026, 11, 6),
        "checked": date(2026, 11, 11),
        "signed": date(2026, 11, 11),
        "published": None,
    }
    report.state, report.area = "draft", street.parent
    assert deadlines.due_on(report, last) == date(2026, 11, 6)
    report.area = street.parent.parent
    assert deadlines.due_on(report, last) == date(2026, 11, 11)
    Threshold.objects.filter(code="report.due.monthly.city").update(value=10)
    assert deadlines.due_on(report, last) == date(2026, 11, 13)
    Threshold.objects.filter(code="report.due.monthly.city").delete()
    assert deadlines.due_on(report, last) is None
