"""The register through the API: scope, filters, writes, versions."""

import pytest

from communities.models import Community
from core.models import Change
from tests.factories import AreaFactory, CommunityFactory, FormerNameFactory, ManagementOrgFactory

URL = "/api/v1/communities/"


@pytest.fixture
def estates(db):
    """Two in 白云街道 (street), one in 东柳街道 (street2)."""
    return [
        CommunityFactory(name="双桥新村", built_year=1988, status="pool"),
        CommunityFactory(name="月河东区", built_year=1996, status="in_progress", plan_year=2026),
        CommunityFactory(name="东柳坊", area=AreaFactory(code="330212012"), built_year=1993),
    ]


def names(response):
    return [row["name"] for row in response.json()["results"]]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("city", ["双桥新村", "月河东区", "东柳坊"]),
        ("district", ["双桥新村", "月河东区"]),
        ("street", ["双桥新村", "月河东区"]),
        ("street2", ["东柳坊"]),
        ("auditor", ["双桥新村", "月河东区", "东柳坊"]),
        ("sysadmin", []),
        ("secadmin", []),
        ("auditadmin", []),
        ("visitor", ["双桥新村", "月河东区", "东柳坊"]),
    ],
)
def test_everybody_sees_their_own_rows(who, seen, estates, api_):
    response = api_(who).get(URL)
    assert names(response) == seen
    assert response.json()["count"] == len(seen)


def test_visitors_get_public_facts_only(estates, api_):
    row = api_("visitor").get(URL).json()["results"][0]
    assert set(row) == {
        "code", "name", "area", "area_name", "district", "district_name", "address", "built_year", "floor_area",
        "buildings", "households", "status", "plan_year", "strategy", "longitude", "latitude",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("area=330212", ["东柳坊"]),
        ("q=东柳", ["东柳坊"]),
        ("q=dlf", ["东柳坊"]),
        ("q=老名字", ["月河东区"]),
        ("status=pool", ["双桥新村", "东柳坊"]),
        ("status=pool&status=in_progress&built_before=1990", ["双桥新村"]),
        ("built_before=1993", ["双桥新村"]),
        ("built_after=1993", ["月河东区", "东柳坊"]),
        ("plan_year=2026", ["月河东区"]),
        ("ordering=-built_year", ["月河东区", "东柳坊", "双桥新村"]),
        ("ordering=pinyin", ["东柳坊", "双桥新村", "月河东区"]),
        ("limit=1&offset=1", ["月河东区"]),
    ],
)
def test_filters(query, seen, estates, api_):
    FormerNameFactory(community=estates[1])
    assert names(api_("city").get(f"{URL}?{query}")) == seen


def test_a_wrong_filter_value_is_told_not_ignored(estates, api_):
    response = api_("city").get(URL + "?status=nonsense")
    assert response.status_code == 400
    assert response.json()["code"] == "invalid"
    assert "status" in response.json()["fields"]


def test_pages_link_to_each_other(estates, api_):
    data = api_("city").get(URL + "?limit=2").json()
    assert (data["count"], len(data["results"]), data["previous"]) == (3, 2, None)
    assert names(api_("city").get(data["next"])) == ["东柳坊"]


def test_a_list_costs_the_same_for_3_and_53(estates, api_, django_assert_num_queries):
    client = api_("city")
    with django_assert_num_queries(3):  # token, appointments, list
        client.get(URL)
    CommunityFactory.create_batch(50)
    with django_assert_num_queries(3):
        assert len(client.get(URL + "?limit=1000").json()["results"]) == 53


def test_a_foreign_record_does_not_exist(estates, api_):
    url = f"{URL}{estates[2].pk}/"
    foreign = api_("street").get(url)
    assert (foreign.status_code, foreign.json()) == (
        404,
        {"code": "not_found", "detail": "没有这条记录，或者它不在您的管辖范围"},
    )
    assert api_("street").patch(url, {"households": 1}, "application/json").status_code == 404
    assert api_("street2").get(url).json()["name"] == "东柳坊"


def test_a_street_edits_its_own_and_the_log_says_so(estates, api_, people):
    ManagementOrgFactory(code="330203", name="海曙区", kind="district").areas.add("330203")
    url, client = f"{URL}{estates[0].pk}/", api_("street")
    tag = client.get(url)["ETag"]
    response = client.patch(url, {"households": 512, "note": "重新核户"}, "application/json", headers={"If-Match": tag})
    assert (response.status_code, response.json()["households"], response["ETag"]) == (200, 512, '"1"')
    last = Change.objects.get(act="community.edit")
    assert (last.by, last.note, last.after) == (
        people["street"],
        "重新核户",
        {"households": 512, "management_org_id": estates[0].__class__.objects.get(pk=estates[0].pk).management_org_id},
    )


def test_a_stale_write_is_refused(estates, api_):
    url, client = f"{URL}{estates[0].pk}/", api_("street")
    tag = client.get(url)["ETag"]
    client.patch(url, {"households": 512}, "application/json", headers={"If-Match": tag})
    response = client.patch(url, {"households": 513}, "application/json", headers={"If-Match": tag})
    assert (response.status_code, response.json()["code"]) == (409, "stale")
    assert Community.objects.get(pk=estates[0].pk).households == 512


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("sysadmin", 404), ("visitor", 401)])
def test_others_change_nothing(who, status, estates, api_):
    response = api_(who).patch(f"{URL}{estates[0].pk}/", {"households": 1}, "application/json")
    assert response.status_code == status
    assert not Change.objects.exists()


def test_a_new_community_gets_the_next_code_of_its_street(people, api_):
    AreaFactory(code="330203006")
    body = {"name": "新曙光", "area": "330203006", "built_year": 1991, "floor_area": "23456.70", "households": 240}
    first = api_("district").post(URL, body, "application/json")
    second = api_("district").post(URL, body | {"name": "老曙光"}, "application/json")
    assert (first.status_code, first.json()["code"], second.json()["code"]) == (201, "3302030060001", "3302030060002")
    assert first.json()["floor_area"] == 23456.70
    assert api_("street2").post(URL, body | {"name": "第三"}, "application/json").status_code == 403


def test_a_bad_record_is_refused_at_its_fields(people, api_):
    AreaFactory(code="330203006")
    body = {
        "name": "新曙光",
        "area": "330203006",
        "built_year": 1891,
        "floor_area": "0",
        "longitude": "29.8",
        "latitude": "121.5",
    }
    response = api_("city").post(URL, body, "application/json")
    assert response.status_code == 400
    assert {"built_year", "floor_area"} <= set(response.json()["fields"])
    assert not Community.objects.exists()


def test_a_street_that_is_not_there_is_named(people, api_):
    body, no_key = {"name": "新曙光", "built_year": 1991, "floor_area": "100"}, "这里要填记录的编号"
    for area, words in (("330299999", "没有这条记录（330299999），或者不在您的管辖范围内"), (True, no_key)):
        told = api_("city").post(URL, body | {"area": area}, "application/json")
        assert (told.status_code, told.json()["fields"]) == (400, {"area": [words]})


def test_the_same_name_twice_in_a_street_is_refused_in_words(estates, api_):
    body = {"name": "双桥新村", "area": "330203006", "built_year": 1991, "floor_area": "100"}
    response = api_("city").post(URL, body, "application/json")
    assert response.status_code == 400
    assert response.json()["detail"] == "这个街道已有同名小区"


def test_a_map_gets_its_own_points_only(estates, api_):
    placed = CommunityFactory(name="有坐标", longitude="121.517464", latitude="29.888750")
    CommunityFactory(name="远处", area=AreaFactory(code="330212012"), longitude="121.6", latitude="29.8")
    response = api_("street").get(URL + "?format=geojson")
    found = response.json()
    assert response["content-type"] == "application/geo+json"
    assert [f["geometry"] for f in found["features"]] == [{"type": "Point", "coordinates": [121.517464, 29.88875]}]
    assert found["features"][0]["properties"]["code"] == placed.code
    assert api_("sysadmin").get(URL + "?format=geojson").json()["features"] == []
