"""楼栋与单元: lifts judged the same way twice, totals reconciled, sheets out and in, demo sums exact."""

import itertools
import random
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.urls import reverse

from communities.buildings import actions, demo, lifts, reconcile
from communities.buildings.exchange import BuildingSheet, StairUnitSheet, exported, exported_units
from communities.models import Building, Community, CountExplanation, StairUnit
from core.errors import Refused
from core.exchange import writing
from core.exchange.sheet import UNCHANGED
from core.models import Change
from tests.factories import AreaFactory, BuildingFactory, CommunityFactory, StairUnitFactory, ThresholdFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(db):
    return ThresholdFactory(code="lift.storeys", name="加梯层数", value=Decimal(4), unit="层")


@pytest.fixture
def place(people):
    return CommunityFactory(area=AreaFactory(code="330203006"), buildings=2, stair_units=6, households=72)


GOOD = {"legal_title": True, "in_expropriation": False, "site": "free", "storeys": 6}
CASES = [
    ({}, "can", ()),
    ({"site": "pipes"}, "can", ("管线需先迁改",)),
    ({"has_lift": True, "storeys": 3}, "has", ("已有电梯",)),
    ({"storeys": 3}, "cannot", ("不到 4 层",)),
    ({"storeys": 4}, "can", ()),
    ({"single_owner": True, "site": "none"}, "cannot", ("属单一产权人", "外面没有空间")),
    ({"legal_title": False, "site": ""}, "cannot", ("没有合法权属证明",)),
    ({"in_expropriation": True}, "cannot", ("列入征收计划或范围",)),
    ({"negative_list": "占用消防车道"}, "cannot", ("在负面清单内",)),
    ({"legal_title": None, "in_expropriation": None, "site": ""}, "open",
     ("权属证明未核", "是否列入征收未核", "加梯场地未看")),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "state", "reasons"), CASES)
def test_a_stair_unit_is_judged_with_its_reasons(rule, facts, state, reasons):
    found = lifts.judge(StairUnit(**(GOOD | facts)))
    assert (found.state, found.reasons) == (state, reasons)


def test_sql_and_python_judge_every_combination_alike(rule):
    building = BuildingFactory()
    values = itertools.product(
        [True, False], [3, 4], [True, False], [True, False, None], [True, False, None], ["", "占用消防车道"],
        ["", "free", "pipes", "none"],
    )  # fmt: skip
    fields = ("has_lift", "storeys", "single_owner", "legal_title", "in_expropriation", "negative_list", "site")
    StairUnit.objects.bulk_create(
        StairUnit(building=building, number=str(n), **dict(zip(fields, row, strict=True)))
        for n, row in enumerate(values)
    )
    rules = lifts.conditions()
    assert all(lifts.judge(u, rules=rules).state == u.lift_state for u in lifts.with_states(StairUnit.objects.all()))
    assert sum(lifts.counts(StairUnit.objects.all()).values()) == 576


def test_totals_are_compared_explained_and_open_again(place, people):
    BuildingFactory(community=place, stair_units=3, households=36)
    second = BuildingFactory(community=place, stair_units=3, households=35)
    assert [(x.quantity, x.difference) for x in reconcile.lines(place) if x.quantity != "floor_area"] == [
        ("buildings", 0), ("stair_units", 0), ("households", -1),
    ]  # fmt: skip
    with pytest.raises(PermissionDenied):
        reconcile.explain_difference(place, "households", "并户", by=people["street2"])
    with pytest.raises(Refused):
        reconcile.explain_difference(place, "buildings", "并户", by=people["street"])
    said = reconcile.explain_difference(place, "households", "并户", by=people["street"])
    assert (said.recorded, said.counted, said.by_name) == (72, 71, "street")
    line = reconcile.lines(place)[2]
    assert (line.reason, line.is_open) == ("并户", False)
    actions.edit(second, by=people["street"], households=34)
    assert reconcile.lines(place)[2].is_open
    reconcile.explain_difference(place, "households", "又并一户", by=people["street"])
    assert CountExplanation.objects.get().counted == 70
    place.refresh_from_db()
    assert place.households == 72


def test_differing_lists_only_counted_communities(place, people):
    CommunityFactory(area=place.area)  # nothing entered: nothing to compare
    BuildingFactory(community=place, stair_units=3, households=36, floor_area=place.floor_area)
    assert list(reconcile.differing(Community.objects.all())) == [place]
    for quantity in ("buildings", "stair_units", "households"):
        reconcile.explain_difference(place, quantity, "一幢收回", by=people["street"])
    assert list(reconcile.differing(Community.objects.all(), unexplained=True)) == []


def test_a_building_is_logged_refused_and_dropped_with_its_units(place, people):
    by = people["street"]
    new = actions.create(by=by, community=place, number="1幢", storeys=6, floor_area=Decimal("1800"), note="东侧")
    with pytest.raises(ValidationError):
        actions.create(by=by, community=place, number="1幢", storeys=6, floor_area=Decimal("1800"))
    with pytest.raises(ValidationError):
        actions.edit(new, by=by, grade="C")
    with pytest.raises(Refused):
        actions.edit(new, by=by, grade="C", appraised_on=date(2999, 1, 1))
    actions.create_unit(by=by, building=new, number="1单元", storeys=6)
    actions.drop(new, by=by, reason="录重了")
    assert not Building.objects.exists()
    assert Change.objects.filter(note="录重了").count() == 2


def read(sheet, path):
    source, found = sheet.open(path)
    return [row for chunk in sheet.read(source, found) for row in chunk]


def test_sheets_come_back_unchanged(place, people, tmp_path):
    building = BuildingFactory(
        community=place,
        number="3幢",
        grade="C",
        appraised_on=date(2024, 5, 1),
        hazards=["gas", "roof"],
        structure="frame",
    )
    StairUnitFactory(building=building, number="1单元", legal_title=False, site="none")
    for sheet, rows in (
        (BuildingSheet, exported(Building.objects.all())),
        (StairUnitSheet, exported_units(StairUnit.objects.all())),
    ):
        path = tmp_path / f"{sheet.kind}.xlsx"
        writing.export_xlsx(path, sheet(people["street"]), rows)
        (row,) = read(sheet(people["street"]), path)
        assert (row.state, row.errors) == (UNCHANGED, [])


def test_messy_cells_are_read_and_wrong_ones_named(place, people, tmp_path):
    path = tmp_path / "楼栋.csv"
    lines = [
        "小区,街道,楼号,层数,面积,安全等级,鉴定日期,主要隐患,是否成套",
        f"{place.name},{place.area.name},3#,6,\"3,400.5\",C级,2024年5月1日,屋面渗漏、墙体开裂,是",
        f"{place.name},{place.area.name},4,6,3400,D,,白蚂蚁,否",
        f"没有的小区,{place.area.name},5,6,3400,,,无,是",
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    good, bad, lost = read(BuildingSheet(people["street"]), path)
    assert (good.errors, good.obj.number, good.obj.floor_area) == ([], "3幢", Decimal("3400.50"))
    assert (good.obj.grade, good.obj.hazards) == ("C", ["roof", "crack"])
    assert [header for header, _ in bad.errors] == ["隐患"]
    assert "没有“没有的小区”这个小区" in lost.errors[0][1]
    other = read(BuildingSheet(people["street2"]), path)
    assert "不在您的管辖范围" in other[0].errors[0][1]


def test_a_page_of_buildings_costs_the_same_whatever_its_length(place, as_, rule, django_assert_max_num_queries):
    client, counted = as_("street"), []
    client.get("/buildings/")  # the session is made
    for n in (5, 45):
        for _ in range(n):
            StairUnitFactory(building=BuildingFactory(community=place), **GOOD)
        with django_assert_max_num_queries(40) as queries:
            assert client.get("/buildings/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_lists_are_filtered(place, as_, rule):
    BuildingFactory(community=place, number="甲幢", grade="D", appraised_on=date(2024, 1, 1), hazards=["gas"])
    StairUnitFactory(building=BuildingFactory(community=place, number="乙幢"), **GOOD)
    client = as_("street")

    def numbers(**asked):
        return [b.number for b in client.get("/buildings/", asked).context["object_list"]]

    assert numbers(grade="D") == ["甲幢"] == numbers(hazards="gas")
    assert numbers(lift="can") == ["乙幢"] == numbers(q="乙幢")
    assert len(numbers(community=place.pk)) == 2


def test_pages_say_what_they_found(place, as_, rule):
    b = BuildingFactory(community=place, number="甲幢", grade="D", appraised_on=date(2024, 1, 1), hazards=["gas"])
    StairUnitFactory(building=b, **(GOOD | {"storeys": 3}))
    client = as_("street")
    tab = client.get(reverse("communities:buildings", args=[place.pk])).content.decode()
    assert "未说明" in tab
    assert "D级" in tab
    page = client.get(b.get_absolute_url()).content.decode()
    assert "不到 4 层" in page
    assert "燃气管老化" in page
    answer = client.post(reverse("communities:explain_difference", args=[place.pk, "households"]), {"reason": "并户"})
    assert answer.status_code == 302
    assert "已说明" in client.get(reverse("communities:buildings", args=[place.pk])).content.decode()
    assert client.get(f"/communities/{place.pk}/differences/nonsense/").status_code == 404
    assert client.get("/buildings/differences/?open=true").context["page"].paginator.count == 1


def test_forms_make_and_edit_on_a_phone(place, as_, rule):
    client = as_("street")
    facts = {"number": "7幢", "storeys": 6, "stair_units": 3, "households": 36, "floor_area": "3400", "lifts": 0}
    answer = client.post(
        f"/communities/{place.pk}/buildings/new/", facts | {"hazards": ["gas", "roof"], "note": "北侧"}
    )
    assert answer.status_code == 302
    b = Building.objects.get()
    assert (b.hazards, b.note) == (["gas", "roof"], "北侧")
    unit = {
        "number": "1单元",
        "storeys": 6,
        "flats_per_floor": 2,
        "legal_title": "unknown",
        "in_expropriation": "false",
    }
    assert client.post(f"/buildings/{b.pk}/units/new/", unit).status_code == 302
    made = b.units.get()
    assert (made.legal_title, made.in_expropriation) == (None, False)
    stale = facts | {"version": b.version - 1, "households": 40}
    assert client.post(f"/buildings/{b.pk}/edit/", stale).status_code == 409


def test_api_refuses_stale_and_tells_the_lift(place, api_, rule):
    api = api_("street")
    unit = StairUnitFactory(building=BuildingFactory(community=place), **GOOD)
    assert api.get(f"/api/v1/stair-units/{unit.pk}/").json()["lift"] == "can"
    url = f"/api/v1/buildings/{unit.building_id}/"
    sent = api.patch(url, {"households": 40}, content_type="application/json", headers={"If-Match": '"77"'})
    assert (sent.status_code, sent.json()["code"]) == (409, "stale")
    assert api.patch(url, {"households": 40}, content_type="application/json").json()["households"] == 40
    found = api.get(f"/api/v1/communities/{place.pk}/reconciliation/").json()
    assert found["counted"] is True
    assert [line["open"] for line in found["results"]][:3] == [True, True, True]


def test_the_demo_reconciles_to_the_hundredth(people, rule):
    rng, today = random.Random(3), date(2026, 11, 1)
    street = AreaFactory(code="330203006")
    made = [
        CommunityFactory(
            area=street, buildings=n, stair_units=n * 3, households=n * 41 + 7, floor_area=n * 3517 + Decimal("0.37")
        )
        for n in range(1, 31)
    ]  # fmt: skip
    demo.build(made, today=today, rng=rng, by=people["city"])
    different = set(reconcile.differing(Community.objects.all()).values_list("pk", flat=True))
    assert len(different) == demo.DIFFERENT
    assert reconcile.differing(Community.objects.all(), unexplained=True).count() == demo.DIFFERENT - demo.EXPLAINED
    for c in made:
        if c.pk not in different:
            assert c.blocks.aggregate(n=Sum("floor_area"))["n"] == c.floor_area
    assert StairUnit.objects.count() == Building.objects.aggregate(n=Sum("stair_units"))["n"]
