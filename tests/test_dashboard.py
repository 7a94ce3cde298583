"""The dashboard and its API: own area only, the figures of reports.figures, few statements."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.warnings.reference import warning_rules
from reports import figures
from reports.dashboard import Choice, pace
from tests.factories import (
    AreaFactory,
    BaselineMemberFactory,
    CommunityFactory,
    FeedbackFactory,
    ProgrammeFactory,
    ProgressReportFactory,
    ProjectFactory,
)

YEAR = timezone.localdate().year


def project(street, name="", **values):
    community = CommunityFactory(area=AreaFactory(code=street), longitude="121.5", latitude="29.8")
    BaselineMemberFactory(community=community)
    start = date(YEAR, 1, 1)
    values = {"planned_start": start, "planned_finish": date(YEAR, 12, 31), "plan_year": YEAR} | values
    return ProjectFactory(area=community.area, community=community, name=name or f"{community.name}项目", **values)


@pytest.fixture
def city(people):
    warning_rules()
    ProgrammeFactory(first_year=YEAR, last_year=YEAR + 2)
    project("330203006", "按时项目", status="in_progress", first_works_date=date(YEAR, 1, 1))
    project("330203007")
    project("330212012", "拖后项目")


def test_the_api_answers_what_the_figures_say(city, api_):
    response = api_("city").get(f"/api/v1/figures/plan/?area=3302&year={YEAR}")
    assert response.json() == figures.plan("3302", YEAR)
    for name in ("communities", "floor_area_m2", "six_districts", "started", "completed"):
        assert isinstance(response.json()[name], int)
    again = api_("city").get(
        f"/api/v1/figures/plan/?area=3302&year={YEAR}", headers={"If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


def test_figures_default_to_one_s_own_area_and_stop_at_its_border(city, api_):
    assert api_("street").get("/api/v1/figures/plan/").json()["area"]["code"] == "330203006"
    for name, code, status in [
        ("street", "330203006", 200),
        ("street", "330203007", 404),
        ("street", "330203", 404),
        ("street", "330212012", 404),
        ("district", "330203007", 200),
        ("district", "3302", 404),
        ("auditor", "3302", 200),
        ("city", "330299", 404),
        ("sysadmin", "3302", 404),
        ("visitor", "3302", 401),
    ]:
        assert api_(name).get(f"/api/v1/figures/plan/?area={code}").status_code == status, (name, code)
    assert api_("city").get("/api/v1/figures/plan/?area=3302&year=abc").status_code == 400
    assert api_("city").get("/api/v1/figures/plan/?area=3302&basis=x").status_code == 400


def test_everybody_sees_their_own_area_only(city, as_):
    for name, code, number in [("city", "3302", 3), ("district", "330203", 2), ("street", "330203006", 1)]:
        page = as_(name).get("/")
        assert page.status_code == 200
        assert (page.context["area"].pk, page.context["figures"]["communities"]) == (code, number)
    assert as_("district").get("/?area=330212").status_code == 404
    assert as_("street").get("/?area=330203").status_code == 404
    assert "按时项目" in as_("street").get("/").content.decode()
    assert "按时项目" not in as_("street2").get("/").content.decode()
    assert as_("visitor").get("/").status_code == 302


def test_administrators_are_led_to_their_own_work(city, as_):
    page = as_("sysadmin").get("/").content.decode()
    assert "管理员岗位不查看业务数据" in page and "/accounts/" in page and "按时项目" not in page


def test_drill_down_keeps_year_and_leads_to_the_register(city, as_):
    page = as_("city").get("/?year=all").content.decode()
    assert "?area=330203&amp;year=all" in page
    district = as_("city").get(f"/?area=330203&year={YEAR}")
    assert [each.pk for each in district.context["above"]] == ["3302"]
    assert [row["code"] for row in district.context["rows"]][:2] == ["330203006", "330203007"]
    street = as_("city").get("/?area=330203006").content.decode()
    assert "/communities/?area=330203006" in street


def test_years_and_bases_can_be_switched(city, as_):
    page = as_("city").get("/")
    assert page.context["choice"].years == [YEAR, YEAR + 1, YEAR + 2]
    assert as_("city").get("/?year=all").context["figures"]["year"] is None
    assert as_("city").get(f"/?year={YEAR + 1}").context["figures"]["plan"]["communities"] == 0
    assert as_("city").get("/?year=1900&basis=nonsense").context["choice"].basis == "administrative"
    assert as_("city").get("/?basis=management").context["figures"]["basis"] == "management"


def test_what_waits_for_a_person_comes_from_real_rows(city, as_):
    overdue = FeedbackFactory(
        community=CommunityFactory(area=AreaFactory(code="330203006")),
        due_at=timezone.now() - timedelta(days=3),
        received_at=timezone.now() - timedelta(days=9),
    )
    items = {item.title: item for item in as_("district").get("/").context["items"]}
    assert "1 件意见诉求超期未办结" in items
    assert (
        overdue.number in items["1 件意见诉求超期未办结"].detail
        and "已超 3 天" in items["1 件意见诉求超期未办结"].detail
    )
    assert any("没有上报" in title for title in items)
    assert not any("意见诉求" in item.title for item in as_("street2").get("/").context["items"])
    late = [item for item in as_("street2").get("/").context["items"] if "拖后项目" in item.title]
    assert late and "未按期开工" in late[0].title
    reds = [item for item in as_("city").get("/").context["items"] if item.colour == "red"]
    assert any("红色预警" in item.title and "area=330212" in item.url for item in reds)


def test_the_page_takes_few_statements_whatever_the_size(city, as_):
    client = as_("city")
    project("330203006")  # one of the street is late, as there will be more

    def statements(url):
        client.get(url)  # counts again what has changed since
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    urls = ["/", "/?basis=management", "/?area=330203", "/?area=330203006", "/?year=all"]
    few = [statements(url) for url in urls]
    for number in range(20):
        project(f"330203{number + 10:03d}")
        project("330203006")
    ProgressReportFactory(project=project("330203006"), period=f"{YEAR}-01", state="submitted")
    assert [statements(url) for url in urls] == few
    assert max(few) < 25


def test_an_empty_city_has_a_page(people, as_):
    page = as_("city").get("/").content.decode()
    assert "没有列入计划的小区" in page and "没有待办" in page


@pytest.mark.parametrize(
    ("year", "day", "words"),
    [
        (2026, date(2026, 9, 30), "9月新启动 76.00 万㎡；要完成全年计划，余下 3 个月平均每月需启动 68.00 万㎡。"),
        (2026, date(2026, 12, 1), "12月新启动 76.00 万㎡。"),
        (2025, date(2026, 9, 30), ""),
    ],
)
def test_the_pace_that_is_needed(year, day, words):
    found = {
        "plan": {"communities": 187, "floor_area_m2": 8_000_000},
        "started_area_m2": 5_960_000,
        "started_this_month": {"floor_area_m2": 760_000},
    }
    assert pace(found, Choice([2026], year, "administrative"), day) == words


def test_the_same_picture_for_screen_phone_and_table(city, as_):
    page = as_("city").get("/").content.decode()
    assert page.count('role="img"') >= 3 and "看数据表" in page
    assert f"{YEAR}年累计启动面积：到" in page and "各地启动率与预警" in page


def test_rules_are_shown_with_their_source(city, as_):
    page = as_("street").get("/reports/warning-rules/").content.decode()
    assert "低于 -20.0 个百分点" in page and "待市局确认" in page


def test_two_districts_stand_side_by_side(city, as_):
    page = as_("city").get(f"/?area=330203&with=330212&year={YEAR}")
    rows = {name: (own, other) for name, own, other in page.context["compared"]}
    assert rows["计划小区"] == ("2 个", "1 个") and rows["启动率"][1].startswith("0.0%（0 / ")
    text = page.content.decode()
    assert "海曙区与鄞州区" in text and "累计启动面积占计划的比例" in text
    assert as_("district").get("/?with=330212").status_code == 404
    assert [one.pk for one in as_("city").get("/?area=330203").context["neighbours"]] == ["330212"]
    assert as_("district").get("/").context["neighbours"] == []


def test_the_wall_shows_without_being_touched(city, as_):
    page = as_("city").get("/?wall=1").content.decode()
    assert 'http-equiv="refresh"' in page and 'data-theme="dark"' in page
    assert "<form" not in page and "<script" not in page and "排名与预警" in page


def test_every_picture_has_its_figures_beside_it(city, as_):
    page = as_("city").get("/").content.decode()
    assert "改造深度" in page and "资金构成" in page and "少折腾、多商量" in page
    assert "没有资金台账" in page and "还没有录入改造内容清单" in page
