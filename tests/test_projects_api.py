"""Projects, progress and targets through the API: the same filters, acts and words as the pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator

from core.models import Change
from projects.models import ProgressReport, Project, YearTarget
from tests.factories import (
    AreaFactory,
    CommunityFactory,
    ProgrammeFactory,
    ProgressReportFactory,
    ProjectFactory,
    RenovationUnitFactory,
    YearTargetFactory,
)
from tests.factories_works import waive

URL, MONTHS, TARGETS = "/api/v1/projects/", "/api/v1/progress/", "/api/v1/targets/"
JSON = "application/json"


@pytest.fixture
def works(db):
    """Two projects in 白云街道 (street), one in 东柳街道 (street2), one withdrawn."""
    there = AreaFactory(code="330212012")
    return [
        ProjectFactory(name="双桥项目", building=True, code="2601-330203-04-01-452241", percent=Decimal("40.0")),
        ProjectFactory(name="月河项目", plan_year=2025, plan_kind="carry_over", unit=RenovationUnitFactory()),
        ProjectFactory(name="东柳项目", area=there, status="warranty", first_works_date=date(2026, 3, 1)),
        ProjectFactory(name="退出项目", area=there, status="removed"),
    ]


def names(response):
    return [row["name"] for row in response.json()["results"]]


@pytest.mark.parametrize(
    ("who", "seen", "months"),
    [
        ("city", {"双桥项目", "月河项目", "东柳项目", "退出项目"}, 2),
        ("district", {"双桥项目", "月河项目"}, 1),
        ("street", {"双桥项目", "月河项目"}, 1),
        ("street2", {"东柳项目", "退出项目"}, 1),
        ("auditor", {"双桥项目", "月河项目", "东柳项目", "退出项目"}, 2),
        ("sysadmin", set(), 0),
        ("visitor", {"双桥项目", "月河项目", "东柳项目"}, 0),
    ],
)
def test_everybody_sees_their_own_rows(who, seen, months, works, api_):
    ProgressReportFactory(project=works[0])
    ProgressReportFactory(project=works[2])
    client = api_(who)
    assert set(names(client.get(URL))) == seen
    assert client.get(MONTHS).json()["count"] == months


def test_visitors_get_public_facts_only(works, api_):
    row = api_("visitor").get(URL).json()["results"][0]
    assert not {"budget", "invested", "percent", "owner", "contractor", "code"} & set(row)


FILTERS = [
    ("area=330212", {"东柳项目", "退出项目"}),
    ("q=双桥", {"双桥项目"}),
    ("q=2601-330203", {"双桥项目"}),
    ("q=某小区", {"月河项目"}),
    ("year=2025", {"月河项目"}),
    ("status=in_progress&status=warranty", {"双桥项目", "东柳项目"}),
    ("plan_kind=carry_over", {"月河项目"}),
    ("late=true", {"双桥项目", "月河项目", "东柳项目"}),
    ("late=false", {"退出项目"}),
    ("unit={unit}", {"月河项目"}),
    ("community={community}", {"双桥项目"}),
]


@pytest.mark.parametrize(("query", "seen"), FILTERS)
def test_the_page_and_the_api_filter_alike(query, seen, works, api_, as_):
    Project.objects.update(planned_start=date(2020, 1, 1), planned_finish=date(2020, 6, 1))
    works[1].communities.update(name="某小区")
    query = query.format(unit=works[1].unit_id, community=works[0].communities.get().pk)
    assert set(names(api_("city").get(f"{URL}?{query}"))) == seen
    page = as_("city").get(f"/projects/?{query}")
    assert {p.name for p in page.context["object_list"]} == seen


def test_a_list_costs_the_same_for_4_and_54(works, api_, as_, django_assert_num_queries, django_assert_max_num_queries):
    client, browser = api_("city"), as_("city")
    browser.get("/projects/")
    with django_assert_num_queries(3):
        client.get(URL)
    with django_assert_max_num_queries(40) as before:
        browser.get("/projects/")
    ProjectFactory.create_batch(46)
    with django_assert_num_queries(3):
        assert len(client.get(URL + "?limit=1000").json()["results"]) == 50
    with django_assert_num_queries(len(before)):
        assert len(browser.get("/projects/").context["object_list"]) == 50


def test_a_project_by_the_api_from_plan_to_start(people, api_):
    estates = CommunityFactory.create_batch(2)
    body = {
        "name": "双桥项目", "area": "330203006", "communities": [c.pk for c in estates], "plan_year": 2026,
        "planned_start": "2026-03-01", "planned_finish": "2026-11-30", "budget": "1200.00",
    }  # fmt: skip
    client = api_("district")
    made = client.post(URL, body, JSON)
    assert (made.status_code, made.json()["communities"]) == (201, sorted(c.pk for c in estates))
    url = f"{URL}{made.json()['id']}/"
    closed = client.post(url + "prepare/")
    assert (closed.status_code, closed.json()["code"]) == (409, "gate_closed")
    gates = {gate["stage"]: gate for gate in client.get(url + "gates/").json()}
    words = [one["words"] for stage in ("survey", "consultation", "plan") for one in gates[stage]["missing"]]
    assert closed.json()["detail"] == "还不能办理：" + "；".join(words)
    waive(Project.objects.get())
    assert client.post(url + "prepare/").json()["status"] == "preliminary"
    assert client.post(url + "tender/", {"note": "公开招标"}, JSON).json()["status"] == "tendering"
    assert client.post(url + "start/", {}, JSON).status_code == 400
    assert client.post(url + "start/", {"first_works_date": "2026-04-01"}, JSON).json()["status"] == "started"
    wrong = client.post(url + "accept/", {"date": "2026-09-01"}, JSON)
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_state")
    foreign = CommunityFactory(area=AreaFactory(code="330212012"))
    assert "communities" in client.post(URL, body | {"communities": [foreign.pk]}, JSON).json()["fields"]
    assert api_("street").post(url + "suspend/", {"reason": "停"}, JSON).status_code == 403
    assert api_("street2").post(url + "suspend/", {"reason": "停"}, JSON).status_code == 404


def test_a_stale_edit_is_refused(works, api_):
    url, client = f"{URL}{works[0].pk}/", api_("district")
    tag = {"If-Match": client.get(url)["ETag"]}
    assert client.patch(url, {"owner": "甲"}, JSON, headers=tag).json()["owner"] == "甲"
    assert client.patch(url, {"owner": "乙"}, JSON, headers=tag).json()["code"] == "stale"


def test_a_month_by_the_api(works, api_):
    street, district, city = api_("street"), api_("district"), api_("city")
    body = {"project": works[0].pk, "period": "2026-09", "percent": "45.0", "invested": "520.00"}
    made = street.post(MONTHS, body, JSON)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert street.post(MONTHS, body, JSON).json()["code"] == "stale"
    assert api_("street2").post(MONTHS, body, JSON).status_code == 404
    url = f"{MONTHS}{made.json()['id']}/"
    assert street.patch(url, {"percent": "46.0"}, JSON).json()["percent"] == 46.0
    assert street.post(url + "submit/").json()["state"] == "submitted"
    assert street.post(url + "verify/").status_code == 403
    assert district.post(url + "return/", {"reason": "核对投资"}, JSON).json()["return_reason"] == "核对投资"
    street.post(url + "submit/")
    assert district.post(url + "verify/").json()["state"] == "verified"
    assert city.post(MONTHS + "lock-period/", {"period": "2026-09", "area": "330203"}, JSON).json() == {"locked": 1}
    revision = street.post(url + "revise/", {"reason": "漏报"}, JSON).json()
    assert (revision["revision"], revision["state"], revision["reason"]) == (1, "draft", "漏报")
    seen = [(row["revision"], row["state"]) for row in city.get(f"{MONTHS}?project={works[0].pk}").json()["results"]]
    assert seen == [(1, "draft"), (0, "superseded")]


@pytest.mark.parametrize(
    ("query", "count"), [("period=2026-10", 2), ("state=locked", 1), ("area=330212", 1), ("project={0}", 2), ("", 3)]
)
def test_months_are_filtered(query, count, works, api_):
    ProgressReportFactory(project=works[0])
    ProgressReportFactory(project=works[0], period="2026-09", state="locked")
    ProgressReportFactory(project=works[2])
    assert api_("city").get(f"{MONTHS}?{query.format(works[0].pk)}").json()["count"] == count


def test_targets_are_the_city_s(people, api_):
    programme, AREA = ProgrammeFactory(), "330203"
    body = {"programme": programme.pk, "area": AREA, "year": 2026, "communities": 27, "floor_area": "1100000.00"}
    assert api_("district").post(TARGETS, body, JSON).status_code == 403
    client = api_("city")
    made = client.post(TARGETS, body, JSON)
    assert (made.status_code, made.json()["communities"]) == (201, 27)
    assert client.post(TARGETS, body, JSON).json()["code"] == "stale"
    assert client.post(TARGETS, body | {"year": 2031}, JSON).json()["code"] == "outside_programme"
    assert client.post(TARGETS, body | {"area": "330203006"}, JSON).status_code == 400
    url = f"{TARGETS}{made.json()['id']}/"
    assert client.patch(url, {"communities": 28}, JSON, headers={"If-Match": made["ETag"]}).json()["communities"] == 28
    assert client.patch(url, {"communities": 29}, JSON, headers={"If-Match": made["ETag"]}).json()["code"] == "stale"
    assert Change.objects.filter(act="plan.edit").count() == 2
    YearTargetFactory(area=AreaFactory(code="330212"))
    assert api_("district").get(TARGETS).json()["count"] == 1
    assert YearTarget.objects.count() == 2
    assert client.get("/api/v1/programmes/").json()["results"][0]["name"] == "三年行动计划"


def test_the_schema_of_these_doors_has_no_warnings(db):
    GENERATOR_STATS.reset()
    schema = SchemaGenerator().get_schema(request=None, public=True)
    said = {m for cache in (GENERATOR_STATS._warn_cache, GENERATOR_STATS._error_cache) for m in cache}
    assert not [message for message in said if "projects/" in message and "TokenAuthentication" not in message]
    assert "/api/v1/projects/{id}/accept/" in schema["paths"]


def test_filters_that_make_no_sense_are_told(works, api_):
    for url in (URL + "?status=nonsense", URL + "?year=x", MONTHS + "?state=x"):
        assert api_("city").get(url).status_code == 400


def test_nothing_is_left_behind_by_refusals(works, api_):
    before = ProgressReport.objects.count(), timezone.localdate()
    body = {"project": works[1].pk, "period": "2026-09", "percent": "45.0", "invested": "520.00"}
    assert api_("street").post(MONTHS, body, JSON).json()["code"] == "not_begun"
    assert (ProgressReport.objects.count(), timezone.localdate()) == before
