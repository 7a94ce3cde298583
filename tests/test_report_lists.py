"""The lists of reports and of reminders cost the same SQL for 5 rows and for 50."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import AreaFactory, ReminderFactory, ReportFactory

PAGES = ["/reports/?per_page=100", "/reports/runs/?per_page=100", "/api/v1/reports/?limit=100"]


def report(number):
    made = ReportFactory(area=AreaFactory(code=f"330203{number:03d}"), period="2026-10")
    ReminderFactory(report=made)


@pytest.mark.parametrize("path", PAGES)
def test_five_and_fifty_cost_the_same(path, as_, api_):
    client = (api_ if path.startswith("/api/") else as_)("city")

    def cost():
        with CaptureQueriesContext(connection) as found:
            answer = client.get(path)
        assert answer.status_code == 200
        return len(found), answer.content.decode().count("330203") + answer.content.decode().count("街道330203")

    for number in range(101, 106):
        report(number)
    cost()  # what a process keeps is kept from here on
    few, _ = cost()
    for number in range(106, 151):
        report(number)
    many, shown = cost()
    assert many == few and shown >= 50
