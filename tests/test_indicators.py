"""Indicators: each says what it is, keeps its parts, and leads to exactly the rows that were counted."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import figures, rows
from reports.indicators import ALL
from tests.factories import AreaFactory, BaselineMemberFactory, CommunityFactory, ProgressReportFactory, ProjectFactory

PERIOD = "2025-10"


@pytest.fixture
def plan(people):
    """海曙: two of three communities begun, one of them finished; 鄞州: one not begun."""
    made = [
        ("330203006", "100000", {"first_works_date": date(2025, 4, 1), "acceptance_date": date(2025, 10, 1)}),
        ("330203006", "50000", {"first_works_date": date(2025, 10, 5)}),
        ("330203007", "30000", {"first_works_date": date(2025, 12, 1)}),
        ("330212012", "60000", {}),
    ]
    for number, (street, area, days) in enumerate(made):
        community = CommunityFactory(area=AreaFactory(code=street), floor_area=Decimal(area), households=100)
        BaselineMemberFactory(community=community)
        days = {"planned_start": date(2025, 3, 1 + number), "planned_finish": date(2026, 2, 1), **days}
        project = ProjectFactory(
            area=community.area, community=community, plan_year=2025, budget=Decimal("1000.00"), **days
        )
        if number == 0:
            ProgressReportFactory(
                project=project, period="2025-09", state="locked", invested=Decimal("500.00"), lifts=2
            )


def ask(api_, code, who="city", area="330203", period=PERIOD):
    return api_(who).get(f"/api/v1/figures/{code}/?area={area}&period={period}")


def test_each_says_all_of_itself(plan, api_):
    answer = api_("visitor").get("/api/v1/indicators/").json()
    assert answer["count"] == len(answer["results"]) == len(ALL) >= 20
    for one in answer["results"]:
        assert all(
            one[name] for name in ("code", "name", "unit", "definition", "formula", "source", "scope", "rounding")
        )
    assert len({one["name"] for one in answer["results"]}) == len(ALL)


@pytest.mark.parametrize(
    ("code", "value", "numerator", "denominator"),
    [
        ("communities", 3, 3, None),
        ("planned", 3, 3, None),
        ("started", 2, 2, None),
        ("started_area", 150000, 150000, None),
        ("completed", 1, 1, None),
        ("start_rate", "83.3", 150000, 180000),
        ("start_rate_by_count", "66.7", 2, 3),
        ("start_rate_by_households", "66.7", 200, 300),
        ("completion_rate", "55.6", 100000, 180000),
        ("schedule_deviation", "-16.7", 150000, 180000),
        ("invested", "500.00", "500.00", None),
        ("investment_rate", "16.7", "500.00", "3000.00"),
        ("lifts", 2, 2, None),
        ("digs_avoided", 0, 0, None),
        ("vote_participation", None, 0, 0),
        ("feedback_on_time", None, 0, 0),
    ],
)
def test_numbers_by_hand(plan, api_, code, value, numerator, denominator):
    from_api = ask(api_, code).json()
    assert (from_api["value"], from_api["numerator"], from_api["denominator"]) == (value, numerator, denominator)
    assert from_api["as_of"] == "2025-10-31" and from_api["unit"] == ALL[code].unit
    assert from_api["definition"] and from_api["scope"] and "area=330203" in from_api["rows_url"]


def test_the_same_numbers_as_the_plan(plan, api_):
    own = figures.plan("330203", 2025, as_of=date(2025, 10, 31))
    assert ask(api_, "start_rate").json()["value"] == own["rates"]["start"]["percent"]
    assert ask(api_, "schedule_deviation").json()["value"] == own["deviation"]
    assert ask(api_, "completed_area").json()["value"] == own["completed_area_m2"]


def test_every_number_leads_to_its_rows(plan, api_, as_):
    page = as_("city")
    for code in ALL:
        answer = ask(api_, code).json()
        response = page.get(answer["rows_url"])
        assert response.status_code == 200, code
        if code not in rows.OF:
            continue
        assert page.get(f"{answer['rows_url']}&part=denominator").status_code == 200
        found = response.context["found"]
        counted = {Decimal(one) for one in (found["count"], *dict(found["totals"]).values()) if one != ""}
        assert Decimal(answer["numerator"]) in counted, (code, answer, counted)
    found = page.get(ask(api_, "started").json()["rows_url"]).context["found"]
    assert len(found["rows"]) == 2


def test_rows_and_numbers_of_another_s_area_are_not_found(plan, api_, as_):
    assert ask(api_, "started", "street2").status_code == 404
    assert as_("street2").get(f"/reports/indicators/started/rows/?area=330203&period={PERIOD}").status_code == 404
    assert ask(api_, "started", "visitor").status_code == 401
    assert ask(api_, "nothing").status_code == 404
    assert ask(api_, "started", period="2099-01").status_code == 404
    assert ask(api_, "started", period="2025-13").status_code == 409
    assert ask(api_, "started", period="2025-W44").json()["value"] == 2
    assert ask(api_, "started", period="2025-Q3").json()["value"] == 1
    assert ask(api_, "started", period="2025").json()["value"] == 3


def test_an_answer_that_is_known_is_not_sent_again(plan, api_):
    client, url = api_("city"), f"/api/v1/figures/start_rate/?area=330203&period={PERIOD}"
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_page_of_indicators(plan, as_):
    page = as_("street").get(f"/reports/indicators/?period={PERIOD}").content.decode()
    assert "启动率（按面积）" in page and "已启动面积 ÷ 年度计划面积" in page and "150,000 ÷ 150,000" in page
    assert as_("sysadmin").get("/reports/indicators/").status_code == 200


def test_the_page_costs_the_same_for_few_and_many(plan, as_):
    client = as_("city")

    def spent():
        client.get("/reports/indicators/")
        with CaptureQueriesContext(connection) as found:
            client.get("/reports/indicators/")
            client.get(f"/reports/indicators/started/rows/?period={PERIOD}")
        return len(found)

    few = spent()
    for _ in range(5):
        community = CommunityFactory(area=AreaFactory(code="330203006"))
        ProjectFactory(area=community.area, community=community, plan_year=2025, first_works_date=date(2025, 5, 1))
    assert spent() == few
