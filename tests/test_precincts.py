"""Precinct plans: what a unit lacks, how it is met, what was approved stays, versions compared."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from communities.facilities.reference import facility_kinds, facility_thresholds
from communities.units import actions as units
from core.errors import Refused
from projects.models import ElementRequirement, PrecinctPlan
from projects.precincts import actions
from projects.precincts.balance import balance
from projects.precincts.content import content_of, differences
from projects.special_works.reference import special_works
from tests.factories import AreaFactory, CommunityFactory, FacilityFactory, RenovationUnitFactory
from tests.test_projects import codes, together

D = Decimal
PAPER = {"document": "海政〔2026〕7号", "approved_on": date(2026, 6, 1)}
WORDS = {
    "goals": "补齐养老和托育", "layout": "", "management": "片区统一物业", "starts_on": date(2026, 3, 1),
    "ends_on": date(2027, 12, 31),
}  # fmt: skip


def estate(n, residents, **facts):
    place = {"longitude": D("121.53") + D("0.001") * n, "latitude": D("29.86")}
    return CommunityFactory(name=f"小区{n}", residents=residents, households=residents // 3, **place | facts)


@pytest.fixture
def unit(people):
    facility_kinds()
    facility_thresholds()
    found = RenovationUnitFactory(area=AreaFactory(code="330203006"))
    units.save_unit(found, by=people["district"], communities=[estate(n, 1000 + 200 * n) for n in range(3)])
    return found


@pytest.fixture
def plan(unit, people):
    found = actions.open_plan(by=people["district"], unit=unit)
    return actions.edit(found, by=people["district"], **WORDS)


def row(kind, required, planned=0, how=""):
    return {"kind": kind, "required": D(required), "planned": D(planned), "how": how}


def by_kind(unit, elements=()):
    return {line.kind.pk: line for line in balance(list(unit.communities.all()), elements)}


def test_the_balance_by_hand(unit):
    """3,600 people: 29.2 m² of day care by the thousand is 105.12 m², 4.5 nursery places 16.2, so 17."""
    lines = by_kind(unit)
    assert (lines["day_care"].required, lines["day_care"].existing, lines["day_care"].measure) == (D("105.12"), 0, "㎡")
    assert (lines["nursery"].required, lines["nursery"].measure) == (17, "托位")
    assert (lines["toilet"].required, lines["toilet"].existing, lines["toilet"].measure) == (1, 0, "处")
    here = {"longitude": D("121.531"), "latitude": D("29.86"), "area": unit.area}
    FacilityFactory(kind_id="day_care", floor_area=D(100), **here)
    FacilityFactory(kind_id="toilet", name="公厕", **here)
    far = here | {"longitude": D("121.56")}
    FacilityFactory(kind_id="day_care", name="远处的", floor_area=D(900), **far)
    lines = by_kind(unit)
    assert (lines["day_care"].existing, lines["day_care"].gap, lines["day_care"].state) == (100, D("5.12"), "lacking")
    assert (lines["toilet"].gap, lines["toilet"].state) == (0, "enough")
    part = ElementRequirement(kind_id="day_care", required=D("5.12"), planned=D(5))
    assert by_kind(unit, [part])["day_care"].left == D("0.12")
    part.planned = D("5.12")
    assert by_kind(unit, [part])["day_care"].state == "filled"


def test_from_the_gaps_to_an_approved_plan_that_stays(plan, unit, people):
    street, district = people["district"], people["city"]
    with pytest.raises(Refused, match="还缺：公共要素配置要求"):
        actions.submit(plan, by=street)
    actions.suggest(plan, by=street)
    suggested = {one.kind_id: one.required for one in plan.elements.all()}
    assert suggested == {kind: line.gap for kind, line in by_kind(unit).items() if line.gap}
    plan = actions.set_elements(plan, [row("day_care", "105.12", "120", "车棚改造"), row("nursery", "16.2")], by=street)
    plan = actions.submit(plan, by=street)
    with pytest.raises(Refused, match="不能再改"):
        actions.set_elements(plan, [], by=street)
    plan = actions.approve(plan, by=district, **PAPER)
    assert [m["name"] for m in plan.content["members"]] == ["小区0", "小区1", "小区2"]
    assert {e["kind"]: e["planned"] for e in plan.content["elements"]} == {"day_care": "120", "nursery": "0"}
    care = next(line for line in plan.content["balance"] if line["kind"] == "day_care")
    assert (care["gap"], care["left"], care["state"]) == ("105.12", "0", "filled")

    before = plan.content
    units.save_unit(unit, by=district, communities=[unit.communities.first()])
    FacilityFactory(kind_id="day_care", floor_area=D(900), area=unit.area, longitude=D("121.53"), latitude=D("29.86"))
    assert PrecinctPlan.objects.get(pk=plan.pk).content == before, "what was approved stays as it was"
    assert content_of(plan) != before
    element = plan.elements.get(kind="day_care")
    with pytest.raises(Refused, match="日期还没有到"):
        actions.fulfil(element, by=street, met_on=date.today() + timedelta(days=1))
    assert actions.fulfil(element, by=street, met_on=date(2026, 9, 1)).state == "met"


def test_the_next_version_begins_with_the_last_and_replaces_it_when_approved(plan, unit, people):
    street, district = people["district"], people["city"]
    actions.set_elements(plan, [row("day_care", "105.12", "120"), row("nursery", "16")], by=street)
    with pytest.raises(Refused, match="第 1 版正在编制"):
        actions.open_plan(by=street, unit=unit)
    first = actions.approve(actions.submit(plan, by=street), by=district, **PAPER)
    second = actions.open_plan(by=street, unit=unit)
    assert (second.number, second.goals, second.elements.count()) == (2, WORDS["goals"], 2)
    actions.set_elements(second, [row("day_care", "105.12", "150"), row("toilet", "1", "1")], by=street)
    with pytest.raises(Refused, match="请写明原因"):
        actions.send_back(actions.submit(second, by=street), by=district, reason=" ")
    second = actions.send_back(second, by=district, reason="厕所位置没有说清")
    assert (second.state, second.return_reason) == ("draft", "厕所位置没有说清")
    second = actions.approve(actions.submit(second, by=street), by=district, **PAPER)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "approved")
    found = {
        subject: (came, went, changed) for subject, came, went, changed in differences(first.content, second.content)
    }
    care = ("老年人日间照料中心", "105.12，120", "105.12，150")
    assert found["公共要素"] == (["公共厕所"], ["托儿所"], [care])
    assert found["小区"] == ([], [], [])


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        ([row("day_care", 0)], "0.required", "要大于 0"),
        ([row("day_care", 1), row("day_care", 2)], "1.kind", "已经列出"),
        ([row("palace", 1)], "0.kind", "没有这种"),
        ([row("day_care", 1) | {"space": 999999}], "0.space", "重新选"),
    ],
)
def test_the_elements_are_right_or_nothing_is_saved(plan, people, rows, place, words):
    with pytest.raises(Refused) as refused:
        actions.set_elements(plan, [row("nursery", 3), *rows], by=people["district"])
    number, name = place.split(".")
    ((found, sentences),) = refused.value.fields.items()
    assert found == f"{int(number) + 1}.{name}" and words in sentences[0]
    assert not plan.elements.exists()


@pytest.mark.django_db(transaction=True)
def test_two_approve_at_once(people):
    facility_kinds()
    facility_thresholds()
    unit = RenovationUnitFactory(area=AreaFactory(code="330203006"))
    units.save_unit(unit, by=people["district"], communities=[estate(0, 900)])
    plan = actions.edit(actions.open_plan(by=people["district"], unit=unit), by=people["district"], **WORDS)
    actions.set_elements(plan, [row("nursery", 3)], by=people["district"])
    actions.submit(plan, by=people["district"])
    calls = [lambda who=who: actions.approve(plan, by=people[who], **PAPER) for who in ("district", "city")]
    assert codes(together(*calls)) == ["PrecinctPlan", "wrong_state"]


def test_pages_tell_the_same_as_the_plan(plan, unit, people, as_):
    special_works()
    page = as_("district").post(f"/precinct-plans/{plan.pk}/elements/", {"day_care-required": "-1", "nursery-how": "x"})
    assert "请填应有多少" in page.content.decode() or "大于或等于" in page.content.decode()
    assert not plan.elements.exists()
    form = {"day_care-required": "105.12", "day_care-planned": "60", "day_care-how": "车棚"}
    assert as_("district").post(f"/precinct-plans/{plan.pk}/elements/", form).status_code == 302
    page = as_("city").get(f"/units/{unit.pk}/").content.decode()
    assert "设施缺口与补位" in page
    assert "仍缺" in page
    assert "片区方案第 1 版" in page
    page = as_("city").get(f"/precinct-plans/{plan.pk}/").content.decode()
    assert "车棚" in page and "按短板生成要求" in page
