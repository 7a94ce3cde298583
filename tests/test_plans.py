"""Annual plans: a community enters when its gate is open, an issued plan changes by amendments; consultations count."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.errors import Refused
from projects.consents import ratios
from projects.consents.reference import plan_thresholds
from projects.models import AnnualPlan, PlanAmendment, PlanEntry
from projects.plans import actions
from projects.register import actions as register
from tests.factories import AreaFactory, CommunityFactory, ProgrammeFactory, SurveyFactory
from tests.factories_works import AnnualPlanFactory, ConsultationRecordFactory, FundingSourceFactory, PlanEntryFactory

TODAY = timezone.localdate()
JSON = "application/json"
ENTRY = {
    "planned_start": date(2026, 3, 1), "planned_finish": date(2026, 11, 30),
    "funds": {"city": "700", "resident_cash": 12.5},
    "committed_on": date(2026, 1, 5), "committed_by": "供水、燃气公司",
}  # fmt: skip


@pytest.fixture
def plan(db):
    plan_thresholds()
    FundingSourceFactory(), FundingSourceFactory(code="resident_cash", name="居民直接出资", group="residents", order=10)
    programme = ProgrammeFactory(area=AreaFactory(code="3302"))
    return AnnualPlanFactory(programme=programme, area=AreaFactory(code="330203"), year=2026)


@pytest.fixture
def ready(plan):
    """A community whose survey is verified and whose residents want the works."""
    community = CommunityFactory(name="双桥新村")
    SurveyFactory(community=community, state="verified")
    ConsultationRecordFactory(community=community)
    return community


def refused(code, call, *args, **kwargs):
    with pytest.raises(Refused) as found:
        call(*args, **kwargs)
    assert found.value.code == code, found.value.message
    return found.value.message


def test_the_gate_says_all_that_is_missing(plan, people, as_):
    community = CommunityFactory(name="月河东区")
    bare = ENTRY | {"funds": {}, "committed_on": None, "committed_by": ""}
    words = refused("gate_closed", actions.enter, plan, community, by=people["district"], **bare)
    assert words == (
        "还不能列入计划：月河东区的调查还没有核对；月河东区还没有登记“是否改造”的征询结果；"
        "还没有填资金安排（哪个来源出多少万元）；还没有各专项单位“一次进场”的承诺（日期和单位）"
    )
    page = as_("district").get(f"/annual-plans/{plan.pk}/enter/?community={community.pk}").content.decode()
    assert "月河东区的调查还没有核对" in page and f"/consultations/new/?community={community.pk}" in page
    assert not PlanEntry.objects.exists() and community.status == "pool"


def test_a_community_enters_with_its_quantities_of_the_day(plan, ready, people):
    entry = actions.enter(plan, ready, by=people["district"], **ENTRY)
    ready.refresh_from_db()
    assert (ready.status, ready.plan_year) == ("planned", 2026)
    assert entry.investment == Decimal("712.50") and entry.funds == {"city": "700.00", "resident_cash": "12.50"}
    ready.floor_area += 100
    ready.save()
    entry.refresh_from_db()
    assert (entry.floor_area, entry.households) == (ready.floor_area - 100, ready.households)
    with pytest.raises(ValidationError, match="已经列入这份计划"):
        actions.enter(plan, ready, by=people["district"], **ENTRY)
    with pytest.raises(PermissionDenied):
        actions.enter(plan, ready, by=people["street"], **ENTRY)


def test_an_issued_plan_changes_by_amendments_only(plan, ready, people):
    city, district = people["city"], people["district"]
    paper = {"document": "甬建〔2026〕1号", "issued_on": date(2026, 1, 10)}
    refused("empty_plan", actions.issue, plan, by=city, **paper)
    entry = actions.enter(plan, ready, by=district, **ENTRY)
    with pytest.raises(PermissionDenied):
        actions.issue(plan, by=district, **paper)
    actions.issue(plan, by=city, **paper)
    refused("needs_amendment", actions.withdraw, entry, by=district, reason="列入征收")
    assert PlanEntry.objects.get().state == "listed"
    actions.withdraw(entry, by=district, reason="列入征收", document="海建〔2026〕9号")
    ready.refresh_from_db()
    assert (ready.status, ready.plan_year) == ("pool", None)
    actions.enter(plan, ready, by=district, reason="征收取消", document="海建〔2026〕15号", **ENTRY)
    assert list(PlanAmendment.objects.values_list("number", "what", "document")) == [
        (1, "移出双桥新村", "海建〔2026〕9号"), (2, "列入双桥新村", "海建〔2026〕15号")
    ]  # fmt: skip


def test_a_community_with_a_project_stays_in_its_plan(plan, ready, people):
    by = people["district"]
    entry = actions.enter(plan, ready, by=by, **ENTRY)
    facts = {
        "name": "双桥项目",
        "plan_year": 2026,
        "planned_start": date(2026, 3, 1),
        "planned_finish": date(2026, 11, 30),
    }
    register.create(by=by, communities=[ready], area=ready.area, **facts)
    refused("has_project", actions.withdraw, entry, by=by, reason="改明年")


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("unknown_source", {"funds": {"lottery": 5}}),
        ("bad_amount", {"funds": {"city": "很多"}}),
        ("bad_amount", {"funds": {"city": -1}}),
    ],
)
def test_money_must_be_readable(plan, ready, people, code, change):
    refused(code, actions.enter, plan, ready, by=people["district"], **ENTRY | change)


def test_a_community_of_another_district_or_plan_is_refused(plan, ready, people):
    foreign = CommunityFactory(area=AreaFactory(code="330212012"))
    refused("other_district", actions.enter, plan, foreign, by=people["city"], **ENTRY)
    actions.enter(plan, ready, by=people["city"], **ENTRY)
    later = AnnualPlan.objects.get(pk=AnnualPlanFactory(programme=plan.programme, area=plan.area, year=2027).pk)
    refused("in_other_plan", actions.enter, later, ready, by=people["city"], **ENTRY)
    assert actions.enter(later, ready, by=people["city"], plan_kind="carry_over", **ENTRY).plan_kind == "carry_over"


@pytest.mark.parametrize(
    ("took_part", "agreed", "days", "words"),
    [
        (200, 160, 7, []),  # 200 of 300 is 66.67 %: just over the 66.7 % it is not
        (201, 161, 7, []),
        (201, 160, 7, ["参加的 201 户里同意 160 户，不到 80%"]),
        (201, 161, 6, ["结果只公示 6 天，不到 7 天"]),
    ],
)
def test_ratios_are_exact(plan, took_part, agreed, days, words):
    held = date(2026, 3, 1)
    record = ConsultationRecordFactory(
        households=300, took_part=took_part, agreed=agreed, held_on=held,
        posted_from=held + timedelta(days=1), posted_to=held + timedelta(days=days),
    )  # fmt: skip
    expected = words if took_part > 200 else ["300 户里参加 200 户，不到 66.7%"]
    assert ratios.lacks(record, TODAY) == expected


def test_a_posting_that_has_not_ended_is_not_enough(plan):
    record = ConsultationRecordFactory(
        held_on=TODAY, posted_from=TODAY, posted_to=TODAY + timedelta(days=8), objections=2
    )
    assert [words.split("，")[0] for words in ratios.lacks(record)] == [
        f"结果公示到 {record.posted_to:%Y年%m月%d日}", "公示期有 2 件异议",
    ]  # fmt: skip


def test_by_the_api(plan, ready, people, api_):
    client = api_("district")
    body = {**ENTRY, "community": ready.pk} | {
        k: str(ENTRY[k]) for k in ("planned_start", "planned_finish", "committed_on")
    }
    assert client.post(f"/api/v1/annual-plans/{plan.pk}/enter/", body, JSON).status_code == 201
    (row,) = client.get("/api/v1/plan-entries/?year=2026").json()["results"]
    assert (row["community"], row["funds"]) == (ready.pk, {"city": "700.00", "resident_cash": "12.50"})
    assert api_("visitor").get("/api/v1/plan-entries/").json()["results"] == []
    again = client.post(f"/api/v1/annual-plans/{plan.pk}/enter/", body | {"funds": {}}, JSON)
    assert (again.status_code, again.json()["code"]) == (409, "gate_closed")


def test_the_factors_of_the_central_subsidy_are_exact(plan, people, api_):
    """Two districts, by hand: shares are 40/40/10/10 of area, households, buildings, communities."""
    issued = {"state": "issued", "document": "甬建〔2026〕1号", "issued_on": date(2026, 1, 10)}
    AnnualPlan.objects.filter(pk=plan.pk).update(**issued)
    other = AnnualPlanFactory(programme=plan.programme, area=AreaFactory(code="330212"), year=2026, **issued)
    draft = AnnualPlanFactory(programme=plan.programme, area=AreaFactory(code="330213"), year=2026)
    for where, code, area, households, buildings in (
        (plan, "330203006", "30000.25", 300, 6), (plan, "330203006", "10000.50", 100, 2),
        (other, "330212012", "60000.75", 600, 12), (draft, "330213001", "99999.00", 900, 9),
    ):  # fmt: skip
        facts = {"floor_area": Decimal(area), "households": households, "buildings": buildings}
        PlanEntryFactory(plan=where, community=CommunityFactory(area=AreaFactory(code=code)), **facts)
    said = api_("city").get("/api/v1/figures/subsidy/?year=2026").json()
    assert said["total"] == {"floor_area": "100001.50", "households": 1000, "buildings": 20, "communities": 3}
    first, second = said["rows"]
    assert first == {
        "area": "330203", "name": "海曙区", "floor_area": "40000.75", "households": 400, "buildings": 8,
        "communities": 2, "share": "42.67",
    }  # fmt: skip
    assert second["share"] == "57.33"
