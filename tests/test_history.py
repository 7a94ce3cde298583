"""Years side by side, the scorecard, and what anybody may download."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import cockpit, trend
from reports.history import opened, scores, trends
from reports.rollups import store
from resident_participation.votes.models import Kind
from tests.factories import (
    AreaFactory,
    BaselineMemberFactory,
    CommunityFactory,
    ProgressReportFactory,
    ProjectFactory,
)
from tests.factories_works import CatalogueItemFactory, FundEntryFactory, FundingSourceFactory, WorksItemFactory

YEAR = timezone.localdate().year


def project(street, year, name="项目", **values):
    community = CommunityFactory(area=AreaFactory(code=street), property_mode="professional")
    BaselineMemberFactory(community=community)
    dates = {"planned_start": date(year, 2, 1), "planned_finish": date(year, 11, 1)}
    return ProjectFactory(area=community.area, community=community, plan_year=year, name=name, **dates | values)


@pytest.fixture
def city(people):
    done = {
        "status": "accepted",
        "first_works_date": date(YEAR - 1, 3, 1),
        "works_complete_date": date(YEAR - 1, 9, 1),
        "acceptance_date": date(YEAR - 1, 10, 1),
    }
    old = project("330203006", YEAR - 1, "去年项目", **done)
    ProgressReportFactory(project=old, period=f"{YEAR - 1}-09", state="locked", invested=Decimal("1100.00"), lifts=3)
    now = project("330203007", YEAR, "今年项目", status="in_progress", first_works_date=date(YEAR, 1, 20))
    project("330212012", YEAR, "别处项目", status="removed")
    own, state = FundingSourceFactory(code="residents", group="residents", name="居民出资"), FundingSourceFactory()
    for source, kind, amount in ((own, "planned", 200), (state, "planned", 800), (state, "arrived", 500)):
        FundEntryFactory(project=now, source=source, kind=kind, amount=Decimal(amount), year=YEAR)
    lift = CatalogueItemFactory(code="W15", item_class__code="improve")
    WorksItemFactory(project=now, item=lift, planned=4, done=1, planned_cost=Decimal(300))
    paint = CatalogueItemFactory(code="B15", item_class__code="basic")
    WorksItemFactory(project=now, item=paint, planned=9, planned_cost=Decimal(100))
    type(now.communities.first()).objects.filter(pk=old.communities.first().pk).update(status="accepted")
    return old, now


def test_the_cockpit_s_parts_add_up_from_the_rollups(city):
    parts = store.read("3302", YEAR, ("funds", "depth", "works", "voices", "late", "waiting"))
    money = cockpit.funds(parts)
    assert (money["planned"], money["arrived"], money["arrival"].percent) == (1000, 500, "50.0")
    assert (money["others"].part, money["others"].percent) == (200, "20.0")
    deep = cockpit.depth(parts)
    assert deep["lacked"][0][3:6] == (1, 4, "25.0") and deep["functional"].percent == "75.0"
    assert [percent for _, _, percent in deep["groups"]] == ["25.0", "75.0", "0.0"]
    assert cockpit.funds(store.read("330212", YEAR, ("funds",)))["bar"] == ""


def test_years_stand_side_by_side(city, as_):
    page = as_("city").get("/history/")
    rows = {name: values for name, _, _, values in page.context["rows"]}
    assert page.context["years"] == [YEAR - 1, YEAR]
    assert rows["计划小区"] == [1, 1] and rows["已完工小区"] == [1, 0] and rows["加装电梯"] == [3, 0]
    assert rows["资金到位率"] == [None, "50.0"]
    assert f"/?area=3302&amp;year={YEAR - 1}" in page.content.decode()
    assert [code for code, *_ in page.context["places"]] == ["330203", "330212"]


def test_the_scorecard_says_what_is_not_measured(city, as_, people):
    page = as_("city").get("/history/")
    cards = {dimension: {one.name: one for one in own} for dimension, _, own in page.context["cards"]}
    assert list(cards) == ["深", "宽", "新", "物业服务", "信用评价", "联合执法", "居民自治"]
    assert cards["深"]["功能性投资"].words == "300 / 400 万元"
    assert cards["物业服务"]["完工小区有物业服务"].percent == "100.0"
    assert cards["信用评价"]["物业信用"].words == "没有数据" and cards["居民自治"]["决议落实"].words == "还没有"
    assert cards["宽"]["连片改造的项目"].whole == 2


def test_history_is_one_s_own(city, as_):
    assert as_("street").get("/history/").context["area"].pk == "330203006"
    assert as_("street").get("/history/?area=3302").status_code == 404
    assert as_("visitor").get("/history/").status_code == 302


def test_statements_of_the_history_do_not_grow_with_the_city(city, as_):
    def asked():
        as_("city").get("/history/")
        with CaptureQueriesContext(connection) as found:
            as_("city").get("/history/")
        return len(found)

    few = asked()
    for number in range(20):
        project(f"330203{number + 20:03d}", YEAR)
    assert asked() == few


def downloaded(client, name):
    return b"".join(client.get(f"/open-data/{name}").streaming_content)


def test_anybody_downloads_what_is_public(city, as_):
    visitor = as_("visitor")
    rows = list(csv.DictReader(io.StringIO(downloaded(visitor, "projects.csv").decode("utf-8-sig"))))
    assert {row["项目名称"] for row in rows} == {"去年项目", "今年项目"}  # what was removed is nobody's business
    told = json.loads(downloaded(visitor, "communities.json"))
    assert len(told["rows"]) == 3 and "注明来源" in told["licence"] and told["as_of"]
    assert set(told["rows"][0]) == set(told["columns"])
    years = json.loads(downloaded(visitor, "figures.json"))["rows"]
    assert {(row["year"], row["area"], row["completed"]) for row in years if row["area"] == "3302"} == {
        (YEAR - 1, "3302", 1),
        (YEAR, "3302", 0),
    }
    assert visitor.get("/open-data/people.csv").status_code == 404
    assert visitor.get("/open-data/projects.xls").status_code == 404
    page = visitor.get("/open-data/").content.decode()
    assert "/open-data/figures.json" in page and "不含任何个人" in page


def test_a_name_that_looks_like_a_formula_is_text():
    assert opened.plain("=1+1") == "'=1+1" and opened.plain(-3) == -3


def test_statements_of_a_download_are_few(city, as_):
    with CaptureQueriesContext(connection) as found:
        downloaded(as_("visitor"), "communities.csv")
    assert len(found) <= 3


def months(planned, actual):
    rows, total = [], [0, 0]
    for number, should in enumerate(planned):
        did = actual[number] if number < len(actual) else None
        total = [total[0] + should, total[1] + (did or 0)]
        rows.append({"planned": should, "actual": did, "planned_total": total[0],
                     "actual_total": None if did is None else total[1]})  # fmt: skip
    return rows


def test_the_forecast_goes_on_at_the_pace_of_the_last_months():
    band = trend.forecast(months([100] * 12, [100, 100, 100, 80, 80, 80, 60, 60, 60]))
    assert band[0] == (8, 720, 720, 720)
    assert band[-1] == (11, 900, 930, 1140)  # 60 %, 70 %, 80 % of 300; the fastest also makes good 180
    assert trend.forecast(months([100] * 3, [90, 90, 90])) == []
    assert trend.forecast(months([0, 0, 100], [0])) == []
    assert trend.forecast(months([100, 100, 100], [150, 150]))[-1] == (2, 300, 300, 300)  # never less than has begun


def test_scores_know_nothing_of_an_empty_area(people):
    cards = scores.scorecard(AreaFactory(code="330225"), {})
    assert all(one.percent is None for _, _, own in cards for one in own)
    assert trends.trends(AreaFactory(code="330225"), [])["picture"] == ""


def test_rounds_and_voices_add_up_whatever_their_kind():
    parts = {"330203006": {"voices": {one: [3, 2, 400, 300] for one in Kind.values} | {"in_time": [4, 3]}}}
    said = cockpit.voices(parts)
    assert said["vote"] == said["consultation"] == [3, 2, 400, 300]
    shown = {
        name: (number, words) for name, number, _, words, _ in cockpit.tiles(parts, SimpleNamespace(pk="330203006"))
    }
    assert shown["表决参与"] == ("75.0", "800 户中 600 户参加") and shown["诉求按期办结"][0] == "75.0"
