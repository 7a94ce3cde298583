"""Special works through the real database: filed, clashing, moved, approved; an operator's view; a board's cost."""

import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.policy import Role
from core.errors import Refused
from core.models import Change
from projects.models import Clash, Coordination, Project, SpecialWork
from projects.special_works import actions, coordination
from projects.special_works.recompute import recompute
from projects.special_works.reference import conflict_rules, special_works
from projects.special_works.sites import Site, site_of
from projects.stages import actions as stages
from tests.factories import AppointmentFactory, CommunityFactory, ProjectFactory, RenovationUnitFactory, UserFactory
from tests.factories_works import OrganisationFactory, SitePlaceFactory, SpecialWorkFactory, waive

TODAY = timezone.localdate()
JSON = "application/json"


def day(n):
    return TODAY + timedelta(days=n)


@pytest.fixture
def site(db):
    """A unit of two communities with a main road, an alley and the rules that ship."""
    special_works(), conflict_rules()
    unit = RenovationUnitFactory()
    here, next_door = (CommunityFactory(area=unit.area, unit=unit, name=name) for name in ("双桥新村", "月河东区"))
    return {
        "unit": unit,
        "here": here,
        "next_door": next_door,
        "road": SitePlaceFactory(community=here, name="双桥路", households=300),
        "alley": SitePlaceFactory(community=next_door, name="东弄", households=80, fire_lane=True),
    }


def file(site, by, kind, first, last, places=("road",), **facts):
    values = {
        "name": f"{kind}工程",
        "kind_id": kind,
        "owner": OrganisationFactory(name=f"{kind}公司"),
        "community": site["here"],
        "starts_on": day(first),
        "ends_on": day(last),
        "earliest": day(max(first - 60, 1)),
        "latest": day(last + 200),
        "excavates": kind not in ("road", "landscape"),
    }
    return actions.file(by=by, places=[site[name] for name in places], **values | facts)


def test_a_clash_comes_and_goes_with_the_days(site, people):
    by = people["district"]
    gas = file(site, by, "gas", 100, 130)
    assert not Clash.objects.exists()
    road = file(site, by, "road", 60, 80)
    clash = Clash.objects.get()
    assert (clash.kind, clash.first, clash.second, clash.place.name) == ("order", road, gas, "双桥路")
    water = file(site, by, "water", 20, 40)
    assert set(Clash.objects.values_list("kind", flat=True)) == {"order", "dig_twice"}
    actions.edit(water, by=by, starts_on=day(125), ends_on=day(145))
    assert {(c.kind, c.first_id, c.second_id) for c in Clash.objects.all()} == {
        ("order", road.pk, gas.pk), ("order", road.pk, water.pk)
    }  # fmt: skip
    actions.cancel(road, by=by, reason="改到明年")
    assert not Clash.objects.exists()


def test_the_contract_of_clashes_and_coordination(site, people, api_):
    by, client, url = people["district"], api_("district"), f"/api/v1/units/{site['unit'].pk}/"
    drains = file(site, by, "drainage", 30, 90)
    gas = file(site, by, "gas", 140, 170)
    (clash,) = client.get(url + "clashes/").json()
    assert (clash["kind"], clash["works"], clash["place"], clash["days"]) == (
        "dig_twice", [drains.pk, gas.pk], "双桥路", 50,
    )  # fmt: skip
    assert clash["window"] == [str(day(30)), str(day(170))]
    assert "双桥路会被挖两次" in clash["reason"] and "相隔 50 天" in clash["reason"]
    saved = client.get(url + "coordination/").json()
    assert (saved["entries_before"], saved["entries_after"], saved["digs_avoided"]) == (2, 1, 1)
    assert saved["disturbance_days_before"] == 61 + 31
    assert saved["disturbance_days_after"] <= saved["disturbance_days_before"] and saved["proven"]
    (proposal,) = saved["proposals"]
    after = client.post(url + "accept/", {"proposal": proposal["id"]}, JSON).json()
    assert (after["entries_before"], after["entries_now"], after["proposals"]) == (2, 1, [])
    assert client.get(url + "clashes/").json() == []
    gone = client.post(url + "accept/", {"proposal": proposal["id"]}, JSON)
    assert (gone.status_code, gone.json()["code"]) == (409, "gone")
    for move in proposal["moves"]:
        work = SpecialWork.objects.get(pk=move["work"])
        assert [str(work.starts_on), str(work.ends_on)] == move["to"] and str(work.filed_from) == move["from"][0]
        assert Change.objects.filter(target_id=str(work.pk), act="proposal.accept").count() == 1


def test_an_answer_stays_while_its_clash_does(site, people):
    by = people["district"]
    first, second = file(site, by, "gas", 10, 20), file(site, by, "water", 100, 120)
    with pytest.raises(Refused, match="请写明原因"):
        coordination.keep(Clash.objects.get(), by=by, reason=" ")
    coordination.keep(Clash.objects.get(), by=by, reason="老旧燃气管隐患，须立即更换")
    actions.edit(second, by=by, note="推后", starts_on=day(110), ends_on=day(130))
    clash = Clash.objects.get()
    assert (clash.days, clash.answer.answer) == (90, "kept")
    actions.edit(second, by=by, starts_on=day(21), ends_on=day(41), earliest=day(21))
    assert not Clash.objects.exists()
    actions.edit(first, by=by, excavates=True, starts_on=day(10), ends_on=day(12))
    assert Clash.objects.get().answer.reason == "老旧燃气管隐患，须立即更换"


def test_nothing_begins_without_an_approved_plan(site, people):
    by, project = people["district"], ProjectFactory(community=site["here"], unit=site["unit"], status="tendering")
    waive(project, but=("start.coordination",))
    gas, water = file(site, by, "gas", 1, 20), file(site, by, "water", 60, 80)
    with pytest.raises(Refused) as closed:
        stages.start(project, by=by, first_works_date=TODAY)
    assert (
        closed.value.code == "gate_closed" and "还没有批准的统筹施工方案（建办城〔2021〕50号）" in closed.value.message
    )
    assert "还有 1 处施工冲突没有处理" in closed.value.message
    actions.commit(gas, by=by)
    with pytest.raises(Refused, match="还没有批准的统筹施工方案"):
        actions.start(gas, by=by, date=TODAY)
    approve = {"by": by, "area": site["unit"].area, "document": "海建〔2026〕8号", "approved_on": TODAY}
    with pytest.raises(Refused, match="还有 1 处施工冲突没有处理"):
        coordination.approve(Site(unit=site["unit"]), **approve)
    coordination.meet(Clash.objects.get(), by=by, meeting_on=day(3))
    plan = coordination.approve(Site(unit=site["unit"]), **approve)
    assert [row["name"] for row in plan.works] == ["gas工程", "water工程"] and plan.measures["digs_now"] == 2
    stages.start(project, by=by, first_works_date=TODAY)
    assert Project.objects.get().status == "started"
    assert actions.start(gas, by=by, date=TODAY).state == "in_works"
    late = file(site, by, "power", 30, 40)
    actions.commit(late, by=by)
    with pytest.raises(Refused, match="不在.*统筹施工方案.*里"):
        actions.start(late, by=by, date=TODAY)
    assert actions.finish(gas, by=by, date=TODAY).percent == 100 and water.state == "intent"
    assert Coordination.objects.get().works == plan.works


@pytest.mark.parametrize(
    ("code", "facts", "places"),
    [("no_places", {}, ()), ("other_place", {}, ("far",))],
)
def test_what_cannot_be_filed(site, people, code, facts, places):
    site["far"] = SitePlaceFactory(name="远路")
    with pytest.raises(Refused) as refused:
        file(site, people["district"], "gas", 10, 20, places=places, **facts)
    assert refused.value.code == code and not SpecialWork.objects.exists()


def test_no_work_waits_for_itself(site, people):
    by = people["district"]
    first = file(site, by, "water", 10, 20)
    second = file(site, by, "gas", 10, 20, predecessors=[first])
    assert Clash.objects.filter(kind="predecessor").count() == 1
    with pytest.raises(Refused, match="绕了一圈"):
        actions.edit(first, by=by, predecessors=[second])


@pytest.fixture
def operator(db):
    """Somebody of the gas company."""
    user = UserFactory(username="utility", display_name="燃气公司")
    owner = OrganisationFactory(name="gas公司", kind="utility")
    AppointmentFactory(user=user, role=Role.UTILITY, area=None, organisation=owner)
    return user


def test_an_operator_files_and_changes_its_own_works_only(site, people, operator):
    own = file(site, operator, "gas", 10, 20)
    other = file(site, people["district"], "water", 100, 120)
    with pytest.raises(PermissionDenied):
        file(site, operator, "power", 10, 20)
    with pytest.raises(PermissionDenied):
        actions.edit(other, by=operator, note="改", starts_on=day(30))
    with pytest.raises(PermissionDenied):
        coordination.keep(Clash.objects.get(), by=operator, reason="不改")
    assert actions.edit(own, by=operator, budget="12.5").budget == 12.5
    far = SpecialWorkFactory(community=CommunityFactory(), owner=OrganisationFactory(name="power公司"))
    seen = set(SpecialWork.objects.visible_to(operator))
    assert seen == {own, other} and far not in seen  # it sees what it could clash with, and no more
    assert Clash.objects.visible_to(operator).count() == 1


def test_clashes_found_one_change_at_a_time_equal_those_found_at_once(site, people):
    by, rng = people["district"], random.Random(7)
    for _ in range(25):
        kind, first = rng.choice(["gas", "water", "road", "drainage", "lift"]), rng.randint(1, 200)
        file(
            site,
            by,
            kind,
            first,
            first + rng.randint(3, 30),
            places=rng.choice([("road",), ("alley",), ("road", "alley")]),
        )
    works = list(SpecialWork.objects.all())
    for work in rng.sample(works, 10):
        actions.edit(
            work, by=by, starts_on=work.starts_on + timedelta(days=9), ends_on=work.ends_on + timedelta(days=9)
        )
    key = ("rule", "place", "first", "second", "starts_on", "ends_on", "days")
    found = set(Clash.objects.values_list(*key))
    Clash.objects.all().delete()
    recompute(site_of(site["here"]))
    assert set(Clash.objects.values_list(*key)) == found and len(found) > 20


def test_a_board_of_3000_works_costs_as_many_statements_as_one_of_30(site, people, as_):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as found:
            page = client.get("/special-works/?limit=50")
        return len(found), page

    def fill(count):
        works = []
        for n in range(count):
            first = date(2027, 1, 1) + timedelta(days=n % 300)
            works.append(
                SpecialWork(
                    code=f"ZX330203{SpecialWork.objects.count() + n:05d}", name=f"工程{n}", kind_id="gas", owner=owner,
                    community=community, excavates=True, earliest=first, latest=first + timedelta(days=90),
                    starts_on=first, ends_on=first + timedelta(days=20), filed_from=first, filed_to=first,
                )
            )  # fmt: skip
        made = SpecialWork.objects.bulk_create(works)
        Through = SpecialWork.places.through
        Through.objects.bulk_create(Through(specialwork=w, siteplace=site["road"]) for w in made)

    client, owner, community = as_("district"), OrganisationFactory(), site["here"]
    client.get("/special-works/")
    fill(30)
    recompute(site_of(community))
    few, _ = statements()
    fill(2970)
    many, page = statements()
    assert (many, page.context["page"].paginator.count) == (few, 3000)
