"""The figures, against a small city counted by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Area
from projects.models import WarningRule
from projects.warnings.reference import warning_rules
from projects.warnings.rules import colour_of, rules_on
from reports import figures, trend
from reports.rates import half_up, percent, points, ranks
from tests.factories import (
    AreaFactory,
    BaselineMemberFactory,
    CommunityFactory,
    FeedbackFactory,
    ManagementOrgFactory,
    ProgressReportFactory,
    ProjectFactory,
    YearTargetFactory,
)

OCTOBER, AUGUST = date(2026, 10, 31), date(2026, 8, 31)


def estate(street, m2, listed=True, households=100):
    community = CommunityFactory(area=AreaFactory(code=street), floor_area=Decimal(m2), households=households)
    if listed:
        BaselineMemberFactory(community=community)
    return community


def project(community, **values):
    return ProjectFactory(area=community.area, community=community, **values)


@pytest.fixture
def city(db):
    """海曙: a (begun), b (in two projects, one begun), c (taken up last year, finished). 鄞州: d (late), e (finished
    on 20 October; its street is run by the 高新区). 象山: f (no plan), g (not on the list)."""
    warning_rules()
    found = {
        "a": estate("330203006", "100000", households=1000),
        "b": estate("330203006", "50000"),
        "c": estate("330203007", "40000.50"),
        "d": estate("330212012", "60000"),
        "e": estate("330212004", "30000"),
        "f": estate("330225001", "20000"),
        "g": estate("330225001", "10000", listed=False),
    }
    found["a1"] = project(found["a"], first_works_date=date(2026, 4, 1), status="in_progress")
    project(found["b"])
    project(found["b"], first_works_date=date(2026, 10, 5), status="started", budget=Decimal("300.00"))
    done = {"status": "accepted", "first_works_date": date(2025, 4, 1), "works_complete_date": date(2025, 11, 1)}
    dates = {"planned_start": date(2025, 3, 1), "planned_finish": date(2025, 12, 1)}
    project(found["c"], plan_year=2025, acceptance_date=date(2025, 12, 1), **done, **dates)
    project(found["d"], planned_start=date(2026, 9, 1))
    done |= {"first_works_date": date(2026, 6, 10), "works_complete_date": date(2026, 9, 30)}
    project(found["e"], acceptance_date=date(2026, 10, 20), **done)
    project(found["f"], status="removed", first_works_date=date(2026, 5, 1))
    return found


@pytest.fixture
def organisations(city):
    for code in ("330203", "330212", "330225"):
        own = ManagementOrgFactory(code=code, name=f"{code}住建", kind="district")
        own.areas.add(Area.objects.get(pk=code))
    ManagementOrgFactory(code="gxq").areas.add(Area.objects.get(pk="330212004"))


def test_the_whole_list_whatever_the_year(city):
    for year in (None, 2024, 2026):
        found = figures.plan("3302", year, as_of=OCTOBER)
        assert (found["communities"], found["households"], found["six_districts"]) == (6, 1500, 5)
        assert found["floor_area_m2"] == 300001  # 300000.50, half up


def test_the_year_s_plan_and_what_became_of_it(city):
    found = figures.plan("3302", 2026, as_of=OCTOBER)
    assert found["plan"] == {"communities": 4, "floor_area_m2": 240000, "households": 1300, "investment": "5100.00"}
    assert (found["started"], found["started_area_m2"]) == (3, 180000)
    assert (found["completed"], found["completed_area_m2"]) == (1, 30000)
    assert found["taken_up_before"] == {"communities": 1, "floor_area_m2": 40001}
    assert found["rates"]["start"] == {"numerator": 180000, "denominator": 240000, "percent": "75.0"}
    assert found["started_this_month"] == {"communities": 1, "floor_area_m2": 50000}
    assert found["building"] == 2  # a, b; e was accepted
    assert found["planned_by_now"]["percent"] == "100.0"
    assert (found["deviation"], found["warning"], found["warning_label"]) == ("-25.0", "red", "红色预警")


def test_a_community_in_two_projects_counts_once_and_is_begun_when_one_is(city):
    street = figures.plan("330203006", 2026, as_of=OCTOBER)
    assert (street["plan"]["communities"], street["started"], street["completed"]) == (2, 2, 0)
    assert street["by_area"] == []


def test_the_past_is_counted_as_it_was(city):
    found = figures.plan("3302", 2026, as_of=AUGUST)
    assert (found["started"], found["completed"], found["building"]) == (2, 0, 2)
    assert found["planned_by_now"]["floor_area_m2"] == 180000
    assert found["deviation"] == "-20.8" and found["warning"] == "red"


def test_all_years_together(city):
    found = figures.plan("3302", as_of=OCTOBER)
    assert (found["plan"]["communities"], found["started"], found["completed"]) == (5, 4, 2)


def test_rows_add_up_and_are_ranked(city):
    found = figures.plan("3302", 2026, as_of=OCTOBER)
    rows = {row["code"]: row for row in found["by_area"]}
    assert [row["code"] for row in found["by_area"]] == ["330203", "330212", "330225"]
    assert [row["rank"] for row in found["by_area"]] == [1, 2, None]
    assert rows["330203"]["rates"]["start"]["percent"] == "100.0" and rows["330203"]["warning"] == "green"
    assert rows["330212"]["deviation"] == "-66.7"
    assert rows["330225"]["deviation"] is None and rows["330225"]["warning"] is None
    for key in ("communities", "started", "completed", "started_area_m2", "households"):
        assert sum(row[key] for row in rows.values()) == found[key]
    streets = figures.plan("330212", 2026, as_of=OCTOBER)["by_area"]
    assert [(row["code"], row["rank"]) for row in streets] == [("330212004", 1), ("330212012", 2)]


def test_zones_take_their_streets_out_of_the_districts(city, organisations):
    found = figures.plan("3302", 2026, "management", as_of=OCTOBER)
    assert [(row["code"], row["rank"], row["started"]) for row in found["by_area"]] == [
        ("330203", 1, 2),
        ("gxq", 1, 1),  # the same rate shares the rank, in order of code
        ("330212", 3, 0),
        ("330225", None, 0),
    ]
    assert sum(row["communities"] for row in found["by_area"]) == found["communities"] == 6
    assert found["basis"] == "management" and "管理口径" in found["basis_label"]


def test_a_community_s_own_management_organisation_comes_first(city, organisations):
    zone = ManagementOrgFactory(code="gxq")
    type(city["d"]).objects.filter(pk=city["d"].pk).update(management_org=zone)
    rows = {row["code"]: row for row in figures.plan("3302", 2026, "management", as_of=OCTOBER)["by_area"]}
    assert (rows["gxq"]["communities"], rows["330212"]["communities"]) == (2, 0)


def test_targets_are_summed_from_the_districts(city):
    YearTargetFactory(area=AreaFactory(code="330203"), communities=3, floor_area="150000", investment="10.10")
    YearTargetFactory(area=AreaFactory(code="330212"), communities=2, floor_area="90000", investment="0.05")
    YearTargetFactory(area=AreaFactory(code="330212"), year=2027, communities=9)
    found = figures.plan("3302", 2026, as_of=OCTOBER)
    assert found["target"] == {"communities": 5, "floor_area_m2": 240000, "households": 0, "investment": "10.15"}
    assert found["by_area"][0]["target"]["communities"] == 3
    assert figures.plan("330203006", 2026)["target"] is None


def test_money_is_the_latest_verified_month_up_to_the_day(city):
    a1 = city["a1"]
    ProgressReportFactory(project=a1, period="2026-08", state="locked", invested=Decimal("100.00"), lifts=1)
    ProgressReportFactory(project=a1, period="2026-09", state="superseded", invested=Decimal("250.00"), lifts=3)
    draft = {"revision": 1, "reason": "改正", "state": "draft"}
    ProgressReportFactory(project=a1, period="2026-09", invested=Decimal("1.00"), **draft)
    ProgressReportFactory(project=a1, period="2026-10", state="submitted", invested=Decimal("999.00"))
    assert figures.plan("3302", 2026, as_of=AUGUST)["invested"] == "100.00"
    found = figures.plan("3302", 2026, as_of=OCTOBER)
    assert (found["invested"], found["delivered"]["lifts"]) == ("250.00", 3)
    assert found["rates"]["investment"] == {"numerator": "250.00", "denominator": "5100.00", "percent": "4.9"}


def test_feedback_of_the_month(city):
    made = {"community": city["a"], "received_at": "2026-10-03T09:00:00+08:00"}
    FeedbackFactory(**made, due_at="2026-10-10T17:30:00+08:00")
    closed = {"state": "solved", "reply": "已修好", "closed_at": "2026-10-09T09:00:00+08:00"}
    closed |= {"replied_at": "2026-10-08T09:00:00+08:00"}
    FeedbackFactory(**made, due_at="2026-10-08T17:30:00+08:00", **closed)
    FeedbackFactory(community=city["a"], received_at="2026-11-01T00:00:00+08:00")
    expected = {"received": 2, "closed": 1, "closed_in_time": 1, "open": 1, "overdue": 1}
    assert figures.plan("330203", 2026, as_of=OCTOBER)["feedback"] == expected
    assert figures.plan("330212", 2026, as_of=OCTOBER)["feedback"]["received"] == 0


def test_everywhere_equals_one_by_one(city):
    everywhere = figures.everywhere(2026, OCTOBER)
    assert set(everywhere) == set(Area.objects.values_list("pk", flat=True))
    for code, found in everywhere.items():
        assert found == figures.plan(code, 2026, as_of=OCTOBER)


def test_the_number_of_statements_does_not_grow(city, organisations):
    def statements(call):
        call()  # counts again what has changed since
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    calls = [
        lambda: figures.plan("3302", 2026),
        lambda: figures.plan("3302", 2026, "management"),
        lambda: figures.everywhere(2026, OCTOBER),
    ]
    few = [statements(call) for call in calls]
    for number in range(30):
        community = estate(f"3302{(number % 9) + 10}{number:03d}", "1000")
        project(community)
    assert [statements(call) for call in calls] == few
    assert max(few) <= 8


def test_months_add_up_to_the_plan(city):
    months = trend.beginnings("3302", 2026, OCTOBER)
    assert [m["label"] for m in months] == [f"{n}月" for n in range(1, 13)]
    assert months[2]["planned"] == 180000 and months[8]["planned"] == 60000
    assert (months[3]["actual"], months[9]["actual_total"]) == (100000, 180000)
    assert months[11]["planned_total"] == 240000 and months[11]["actual"] is None
    years = trend.beginnings("3302", None, OCTOBER)
    assert [(y["label"], y["actual_total"]) for y in years] == [("2025年", 40001), ("2026年", 220001)]
    assert trend.beginnings("330225", None, OCTOBER) == []


@pytest.mark.parametrize(
    ("value", "printed"),
    [("0.25", "0.3"), ("-0.25", "-0.3"), ("0.24", "0.2"), ("-0.04", "0.0"), ("74.45", "74.5"), ("-5.05", "-5.1")],
)
def test_rounding_is_half_up(value, printed):
    assert str(half_up(Decimal(value))) == printed


def test_rates_and_points_are_exact():
    assert percent(1, 3) == "33.3" and percent(2, 3) == "66.7" and percent(5, 4) == "125.0" and percent(1, 0) is None
    assert points(1, 2, 0) is None
    assert points(Decimal("0.95"), 1, 1) == -5


def test_ties_share_a_rank_and_the_next_is_skipped():
    assert ranks([5, 9, 9, None, 1], lambda value: value) == {0: 3, 1: 1, 2: 1, 4: 4}


@pytest.mark.parametrize(
    ("deviation", "colour"),
    [("3", "green"), ("-5", "green"), ("-5.01", "blue"), ("-10", "blue"), ("-10.01", "amber"), ("-20", "amber"),
     ("-20.01", "red"), (None, None)],
)  # fmt: skip
def test_the_worst_rule_names_the_colour(db, deviation, colour):
    warning_rules()
    rules = rules_on(date(2026, 10, 1))
    assert colour_of(None if deviation is None else Decimal(deviation), rules) == colour


def test_shipped_rules_are_added_once_and_never_overwritten(db):
    warning_rules()
    rule = WarningRule.objects.get(below=Decimal("-20.0"))
    rule.below = Decimal("-30.0")
    rule.save()
    warning_rules()
    limits = {r.below for r in rules_on(date(2026, 10, 1)) if r.below is not None}
    assert limits == {Decimal("-30.0"), Decimal("-10.0"), Decimal("-5.0")}
    assert all(r.source for r in rules_on(date(2026, 10, 1)))
