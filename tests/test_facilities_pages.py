"""Facilities at the door: numbering, twins, walks that no longer hold, sheets, pages, the contract of the figures."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.facilities import actions
from communities.models import Facility, NetworkDistance
from core import jobs
from core.errors import Refused
from core.exchange import actions as imports
from core.models import Change
from tests.factories import (
    AreaFactory,
    CommunityFactory,
    FacilityFactory,
    FacilityKindFactory,
    NetworkDistanceFactory,
    RenovationUnitFactory,
    ThresholdFactory,
)
from tests.test_facilities import at, threshold

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def care(people):
    for code, value in (("detour", "1.3"), ("day_care.radius", "300"), ("day_care.per_1000", "30")):
        threshold(code, value)
    return FacilityKindFactory()


def typed(**more):
    place = {name: str(value) for name, value in at().items()}
    return {"kind": "day_care", "name": "白云照料中心", "area": "330203006", "state": "open", **place, **more}


def test_a_street_registers_a_facility_under_the_next_number(care, as_):
    for n, name in enumerate(("甲中心", "乙中心"), 1):
        page = as_("street").post("/facilities/new/", typed(name=name, **at(n * 500)), follow=True)
        assert "设施已登记" in page.content.decode()
    assert list(Facility.objects.values_list("code", flat=True)) == ["SS3302030060001", "SS3302030060002"]
    assert Change.objects.filter(act="facility.edit").count() == 2


def test_a_twin_is_refused_until_it_is_confirmed(care, as_):
    first = FacilityFactory(name="白云日间照料中心", **at())
    page = as_("street").post("/facilities/new/", typed(**at(40)))
    assert page.status_code == 409 and first.code in page.content.decode()
    assert "白云照料中心" in page.content.decode()  # what was typed is still there
    assert as_("street").post("/facilities/new/", typed(**at(40), confirmed="1")).status_code == 302
    assert as_("street").post("/facilities/new/", typed(name="远处", **at(200))).status_code == 302


def test_moving_a_facility_forgets_what_was_walked(care, people):
    facility = FacilityFactory(**at())
    distance = NetworkDistanceFactory(community=CommunityFactory(**at(100)), facility=facility)
    foreign = CommunityFactory(area=AreaFactory(code="330212012"), **at(200))
    NetworkDistanceFactory(community=foreign, facility=facility)
    actions.edit(facility, by=people["street"], hours="全天")
    assert NetworkDistance.objects.count() == 2
    actions.edit(facility, by=people["street"], **at(0, 30))
    assert not NetworkDistance.objects.exists()
    assert "换了位置" in Change.objects.get(target_type="communities.NetworkDistance", target_id=distance.pk).note


def test_a_walk_is_never_shorter_than_the_straight_line(care, people):
    facility, community = FacilityFactory(**at()), CommunityFactory(**at(0, 400))
    with pytest.raises(Refused) as refused:
        actions.set_distance(community, facility, metres=D("399.5"), source="步测", by=people["street"])
    assert (refused.value.code, refused.value.message) == ("too_short", "比直线距离 400 米还短，请核对")
    for metres in ("412.0", "430.0"):
        stored = actions.set_distance(community, facility, metres=D(metres), source="步测", by=people["street"])
    assert (NetworkDistance.objects.count(), stored.metres, stored.version) == (1, D("430.0"), 2)
    with pytest.raises(Refused, match="没有坐标"):
        actions.set_distance(CommunityFactory(), facility, metres=D(1), source="步测", by=people["street"])


def test_a_walk_is_posted_replaced_and_forgotten(care, api_):
    facility, community = FacilityFactory(**at()), CommunityFactory(**at(0, 200))
    pair = {"community": community.pk, "facility": facility.pk, "source": "步测"}
    url, covered = "/api/v1/network-distances/", "/api/v1/figures/coverage/?kind=day_care"
    client, counts = api_("street"), []
    for metres in ("250", "350"):
        stored = client.post(url, pair | {"metres": metres}).json()
        counts.append(client.get(covered).json()["covered"])
    assert api_("street2").delete(f"{url}{stored['id']}/").status_code == 404
    assert api_("auditor").delete(f"{url}{stored['id']}/").status_code == 403
    assert client.delete(f"{url}{stored['id']}/").status_code == 204
    assert [*counts, client.get(covered).json()["covered"]] == [1, 0, 1]


def read(content, by, tmp_path, kind):
    path = tmp_path / f"{kind}.csv"
    path.write_bytes(content)
    with path.open("rb") as file:
        uploaded = imports.upload(kind, imports.File(file), by=by)
    jobs.run(uploaded.job_id)
    uploaded.refresh_from_db()
    return uploaded


@pytest.mark.django_db(transaction=True)
def test_both_sheets_come_back_unchanged_and_bring_in_new_rows(care, people, as_, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    AreaFactory(code="330203006")
    facility = FacilityFactory(code="SS3302030060001", opened_on="2024-05-01", capacity=20, hours="=1+1", **at())
    NetworkDistanceFactory(community=CommunityFactory(code="3302030060001", **at(100)), facility=facility)
    for url, kind in (("/facilities/export/", "facilities"), ("/network-distances/export/", "network_distances")):
        content = b"".join(as_("city").get(f"{url}?as=csv").streaming_content)
        again = read(content, people["city"], tmp_path, kind)
        assert (again.errors, again.counts["unchanged"]) == ([], 1)
    rows = "设施名称,种类,街道（镇、乡）,经度,纬度,开放日期\n"
    rows += f"新中心,老年人日间照料中心,白云街道,{at(20)['longitude']},{at(20)['latitude']},2026年3月1日\n"
    rows += "错的,游泳馆,白云街道,121.5,29.8,\n反的,老年人日间照料中心,白云街道,29.8,121.5,明天\n"
    new = read(rows.encode(), people["street"], tmp_path, "facilities")
    assert new.counts == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 2}
    assert [e["message"].split("，")[0] for e in new.errors] == [
        "没有“游泳馆”这个种类", "应是日期",
    ]  # fmt: skip
    assert any("同类设施" in notice["message"] for notice in new.notices)
    imports.commit(new, by=people["street"], skip_rejected=True)
    new.refresh_from_db()
    jobs.run(new.job_id)
    made = Facility.objects.get(name="新中心")
    done = as_("street").get(f"/imports/{new.pk}/").content.decode()
    assert f"/facilities/?imported={new.pk}" in done
    assert [f.pk for f in as_("street").get(f"/facilities/?imported={new.pk}").context["object_list"]] == [made.pk]
    assert 'value="facilities" selected' in as_("street").get("/imports/upload/?kind=facilities").content.decode()
    assert (made.code, str(made.opened_on), made.state) == ("SS3302030060002", "2026-03-01", "open")


def test_the_contract_of_the_figures(care, api_):
    CommunityFactory(households=100, **at(0, 100))
    CommunityFactory(households=40, residents=500, elderly=10, **at(0, 900))
    FacilityFactory(**at())
    found = api_("district").get("/api/v1/figures/coverage/?kind=day_care&area=330203").json()
    wanted = {"communities": 2, "covered": 1, "uncovered": 1, "households_uncovered": 40, "radius_m": 300}
    assert wanted.items() <= found.items() and found["detour_factor"] == 1.3
    assert (found["demand"], found["supply"], found["gap"]) == ("45.00", "400.00", "0")
    many = api_("district").get("/api/v1/figures/coverage/").json()
    assert [row["kind"] for row in many["results"]] == ["day_care"]
    assert api_("district").get("/api/v1/figures/coverage/?kind=nothing").status_code == 404
    assert api_("district").get("/api/v1/figures/coverage/?on=yesterday").status_code == 400


def test_facilities_as_geojson_and_by_filter(care, api_):
    FacilityFactory(name="甲", **at())
    FacilityFactory(name="乙", state="closed", area=AreaFactory(code="330212012"), **at(500))
    shape = api_("city").get("/api/v1/facilities/?format=geojson&state=open").json()
    assert shape["features"][0]["geometry"]["coordinates"] == [121.53, 29.868]
    names = [r["name"] for r in api_("city").get("/api/v1/facilities/?area=330212&kind=day_care").json()["results"]]
    assert names == ["乙"]


def test_the_city_page_in_fewer_than_fifteen_statements(care, as_, django_assert_max_num_queries):
    for n in range(8):
        FacilityKindFactory(code=f"k{n}", name=f"种类{n}")
        threshold(f"k{n}.radius", 500)
        CommunityFactory(**at(n * 300))
        FacilityFactory(kind_id=f"k{n}", **at(n * 200))
    client = as_("city")
    with django_assert_max_num_queries(14):
        page = client.get("/life-circle/").content.decode()
    assert "直线" in page and "绕行系数 1.3" in page
    with django_assert_max_num_queries(14):
        client.get("/life-circle/?area=330203006")


def test_a_community_says_what_is_missing(care, as_):
    FacilityKindFactory(code="market", name="菜市场", tier="10")
    ThresholdFactory(code="facility.market.radius", name="半径", value=500)
    community = CommunityFactory(**at())
    FacilityFactory(name="邻街照料中心", area=AreaFactory(code="330212012"), **at(100))
    page = as_("street").get(f"/communities/{community.pk}/life-circle/").content.decode()
    assert "走不到 <b>1</b> 类设施：菜市场" in page and "邻街照料中心" in page and "<svg" in page
    nowhere = CommunityFactory()
    assert "还没有坐标" in as_("street").get(f"/communities/{nowhere.pk}/life-circle/").content.decode()


def test_a_unit_s_page(care, as_):
    unit = RenovationUnitFactory(area=AreaFactory(code="330203006"))
    CommunityFactory(name="远村", unit=unit, **at(0, 900))
    CommunityFactory(name="近村", unit=unit, **at())
    FacilityFactory(**at())
    page = as_("street").get(f"/units/{unit.pk}/life-circle/").content.decode()
    assert "部分够得着" in page and "远村" in page and "近村" not in page


def test_lists_take_the_same_statements_for_5_and_for_50(care, as_):
    client, costs = as_("city"), []
    for n in (5, 45):
        for _ in range(n):
            FacilityFactory(**at(n, n))
            CommunityFactory(**at(n, n))
            CommunityFactory(**at(5000, n))
        for url in ("/facilities/", "/life-circle/day_care/", f"/facilities/{Facility.objects.first().pk}/"):
            client.get(url)
            with CaptureQueriesContext(connection) as spent:
                assert client.get(url).status_code == 200
            costs.append(len(spent))
    assert costs[:3] == costs[3:]
