"""Idle rooms and land: promised once, matched to what communities lack, in and out as a sheet."""

import io
import threading
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from communities.facilities import reference
from communities.register.models import Community
from communities.stock import actions, matching
from communities.stock.models import SpaceUse, StockSpace
from core import jobs
from core.errors import Refused
from core.exchange import actions as imports
from tests.factories import (
    CommunityFactory,
    FacilityFactory,
    FacilityKindFactory,
    RenovationUnitFactory,
    StockSpaceFactory,
)

pytestmark = pytest.mark.django_db
YEAR = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}


@pytest.fixture
def space(people):
    return StockSpaceFactory(name="老车棚")


def test_a_space_is_promised_once(space, people):
    street = people["street"]
    actions.promise(space, by=street, party="居委会", purpose=FacilityKindFactory(), **YEAR)
    with pytest.raises(Refused) as refused:
        actions.promise(space, by=street, party="养老公司", starts_on=date(2027, 12, 31))
    words = "“老车棚”2027年01月01日至2027年12月31日已约定给居委会，用于老年人日间照料中心（street经办）"
    assert (refused.value.code, refused.value.message) == ("taken", words)
    assert SpaceUse.objects.count() == 1
    actions.promise(space, by=street, party="养老公司", starts_on=date(2028, 1, 1))
    with pytest.raises(Refused, match="长期已约定给养老公司"):
        actions.promise(space, by=street, party="丙", starts_on=date(2030, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_the_same_second(space, people):
    street, district, said = people["street"], people["district"], []
    start = threading.Barrier(2)

    def ask(person, party):
        start.wait()
        try:
            actions.promise(space, by=person, party=party, **YEAR)
            said.append("约定了")
        except Refused as refused:
            said.append(refused.code)
        finally:
            connection.close()

    both = [threading.Thread(target=ask, args=pair) for pair in ((street, "甲方"), (district, "乙方"))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(said) == ["taken", "约定了"]
    assert SpaceUse.objects.filter(state="promised").count() == 1


def test_the_database_alone_says_no_too(space, people):
    actions.promise(space, by=people["street"], party="甲", **YEAR)
    second = SpaceUse(space=space, state="agreed", party="乙", starts_on=date(2027, 5, 1))
    with pytest.raises(Exception, match="space_never_promised_twice"):
        second.save()


def test_from_the_offer_to_the_end(space, people):
    street = people["street"]
    offered = actions.offer(space, by=street, rent=Decimal("3.5"), **YEAR)
    actions.offer(space, by=street, **YEAR)  # an offer holds nothing
    with pytest.raises(Refused, match="征集中"):
        actions.agree(offered, by=street, document="KJ-1")
    promised = actions.promise(space, by=street, party="居委会", offered=offered, **YEAR)
    assert (promised.pk, promised.rent) == (offered.pk, Decimal("3.5"))
    with pytest.raises(Refused, match="请填协议编号"):
        actions.agree(promised, by=street, document=" ")
    actions.agree(promised, by=street, document="KJ-1")
    assert StockSpace.objects.get().state == "in_use"
    assert not StockSpace.objects.all().free(date(2027, 6, 1)).exists()
    ended = actions.end(SpaceUse.objects.get(pk=promised.pk), by=street, reason="腾退", on=date(2027, 7, 1))
    assert (ended.state, ended.ends_on) == ("ended", date(2027, 6, 30))
    assert StockSpace.objects.get().state == "idle" and StockSpace.objects.all().free(date(2027, 6, 1)).exists()
    actions.edit(space, by=street, state="withdrawn")
    with pytest.raises(Refused, match="已不再提供"):
        actions.promise(space, by=street, party="丙", starts_on=date(2029, 1, 1))


@pytest.fixture
def lacking(people):
    """甲 and 乙 lie 110 m apart and reach no day care (300 m); 丙 has one at its door."""
    reference.facility_kinds()
    reference.facility_thresholds()
    place = {"longitude": Decimal("121.530000")}
    near = CommunityFactory(name="甲村", latitude=Decimal("29.868000"), households=100, **place)
    CommunityFactory(name="乙村", latitude=Decimal("29.869000"), households=50, **place)
    CommunityFactory(name="丙村", latitude=Decimal("29.880000"), **place)
    FacilityFactory(kind_id="day_care", latitude=Decimal("29.880000"), **place)
    return near


def spot(name, latitude, **kwargs):
    facts = {"uses": ["day_care"], "size": Decimal(400)} | kwargs
    return StockSpaceFactory(name=name, longitude=Decimal("121.530000"), latitude=Decimal(latitude), **facts)


def test_a_gap_finds_its_spaces_nearest_first(lacking, people):
    spot("远一点", "29.869500")  # 167 m × 1.3 = 217 m
    spot("最近", "29.868500")
    spot("太小", "29.868100", size=Decimal(349))
    spot("别的用途", "29.868100", uses=["parking"])
    spot("走不到", "29.871000")  # 334 m × 1.3
    taken = spot("有人用", "29.868200")
    actions.promise(taken, by=people["street"], party="甲", starts_on=date(2020, 1, 1))
    spot("不给了", "29.868200", state="withdrawn")
    need = next(n for n in matching.needs([lacking]) if n.line.kind.pk == "day_care")
    assert need.asked == 350
    assert [(m.space.name, m.metres, m.households) for m in need.matches] == [("最近", 72, 150), ("远一点", 217, 150)]
    kind, radius, gained, households = matching.chances(StockSpace.objects.get(name="最近"))[0]
    assert (kind.pk, radius.value, {c.name for c in gained}, households) == ("day_care", 300, {"甲村", "乙村"}, 150)


def test_a_unit_s_communities_are_matched_together(lacking, people, as_):
    """丙 reaches a day care, 甲 and 乙 do not; the space lies 250 m on foot from 乙 alone."""
    unit = RenovationUnitFactory()
    Community.objects.update(unit=unit)
    spot("北边", "29.870700")  # 乙 189 m × 1.3 = 246 m, 甲 390 m
    page = as_("street").get(f"/units/{unit.pk}/spaces/")
    need = next(n for n in page.context["needs"] if n.line.kind.pk == "day_care")
    assert [c.name for c in need.line.uncovered] == ["甲村", "乙村"]
    assert [(m.space.name, m.metres, [c.name for c in m.gained]) for m in need.matches] == [("北边", 246, ["乙村"])]
    assert "走不到：甲村、乙村" in page.content.decode()


def test_the_page_leads_from_the_gap_to_the_promise(lacking, people, as_):
    space = spot("老车棚", "29.868500")
    page = as_("street").get(f"/communities/{lacking.pk}/spaces/").content.decode()
    assert "老年人日间照料中心" in page and "2 个小区，150 户" in page
    url = f"/stock-spaces/{space.pk}/promise/?purpose=day_care&community={lacking.pk}"
    assert as_("street").get(url).context["form"].initial == {"purpose": "day_care"}
    typed = {"party": "甬康养老", "purpose": "day_care", "starts_on": "2027-01-01"}
    assert "别人不能再约" in as_("street").post(url, typed, follow=True).content.decode()
    assert SpaceUse.objects.get().community == lacking
    again = as_("district").post(url, typed | {"party": "别人"})
    assert (
        again.status_code == 409
        and "已约定给甬康养老" in again.content.decode()
        and 'value="别人"' in again.content.decode()
    )


def test_the_api_names_who_has_it(space, api_):
    body = {"party": "居委会", "starts_on": "2027-01-01"}
    url = f"/api/v1/stock-spaces/{space.pk}/promise/"
    assert api_("street").post(url, body, "application/json").status_code == 200
    refused = api_("street").post(url, body, "application/json")
    assert refused.status_code == 409 and refused.json()["code"] == "taken" and "居委会" in refused.json()["detail"]
    found = api_("street").get("/api/v1/stock-spaces/?format=geojson").json()["features"]
    assert [f["properties"]["name"] for f in found] == ["老车棚"]


def test_wrong_facts_are_refused_at_their_field(people):
    facts = {"name": "车棚", "kind": "room", "size": 90, "title": "state", "longitude": "121.5", "latitude": "29.8"}
    area = CommunityFactory().area
    with pytest.raises(Refused) as refused:
        actions.create(by=people["street"], area=area, uses=["castle"], **facts)
    assert refused.value.fields == {"uses": ["没有这种用途：castle"]}
    first = actions.create(by=people["street"], area=area, **facts)
    second = actions.create(by=people["street"], area=area, **facts | {"name": "另一处"})
    assert (first.code, second.code) == ("KJ3302030060001", "KJ3302030060002")


def test_the_sheet_goes_out_and_in_again_unchanged(people, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reference.facility_kinds()
    spot("老车棚", "29.868000", uses=["day_care", "market"], owner="国资")
    spot("空地", "29.868000", kind="land", uses=[], code="KJ3302030069999")
    StockSpace.objects.filter(name="老车棚").update(code="KJ3302030060007")
    content = b"".join(as_("street").get("/stock-spaces/export/").streaming_content)

    def judged(data):
        imported = imports.upload("stock_spaces", SimpleUploadedFile("s.xlsx", data), by=people["street"])
        jobs.run(imported.job_id)
        imported.refresh_from_db()
        return imported

    assert judged(content).counts == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}
    book = openpyxl.load_workbook(io.BytesIO(content))
    header = [cell.value for cell in book.active[1]]
    line = dict.fromkeys(header, "") | {
        "名称": "新仓库",
        "类型": "房屋",
        "街道（镇、乡）": "白云街道",
        "权属": "国有",
    }
    line |= {"经度": 121.53, "纬度": 29.86, "面积（㎡）": 200, "可能用途": "托儿所；宫殿"}
    book.active.append([line[name] for name in header])
    book.active.append([(line | {"名称": "新仓库二", "可能用途": "托儿所；菜市场、生鲜超市"})[name] for name in header])
    more = io.BytesIO()
    book.save(more)
    again = judged(more.getvalue())
    assert again.counts == {"new": 1, "changed": 0, "unchanged": 2, "rejected": 1}
    assert again.errors[0]["message"].startswith("没有“宫殿”这种设施")


def test_lists_cost_the_same_for_five_and_for_fifty(as_, people, django_assert_max_num_queries):
    client = as_("city")
    client.get("/stock-spaces/")
    for n in (5, 45):
        StockSpaceFactory.create_batch(n)
        with django_assert_max_num_queries(12):
            client.get("/stock-spaces/")
