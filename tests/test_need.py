"""The need score, by hand; weights by version; what-if that saves nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from communities.completeness import reference as completeness
from communities.need import figures
from communities.need.factors import FACTORS
from communities.need.figures import scale
from communities.need.models import NeedWeights
from core.models import Change
from tests.factories import (
    AreaFactory,
    AssessmentFactory,
    BuildingFactory,
    CommunityFactory,
    NeedWeightsFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db
D = Decimal
YEAR = timezone.localdate().year
WEIGHTS = {
    "age": {"weight": "50", "low": "10", "high": "40"},
    "hazards": {"weight": "30", "low": "0", "high": "30"},
    "rounds": {"weight": "20", "low": "2", "high": "0"},
}


@pytest.fixture
def three(people):
    """甲: 25 years, 6 of 60 households in a D building, renovated once; 乙: 40 years, no building known; 丙: new."""
    first = CommunityFactory(name="甲村", built_year=YEAR - 25, previous_rounds=1)
    BuildingFactory(community=first, households=54, grade="B", appraised_on=date(2025, 1, 1))
    BuildingFactory(community=first, households=6, grade="D", appraised_on=date(2025, 1, 1))
    CommunityFactory(name="乙村", built_year=YEAR - 40, previous_rounds=0)
    CommunityFactory(name="丙村", built_year=YEAR - 5, previous_rounds=2)
    CommunityFactory(name="丁村", area=AreaFactory(code="330212012"))
    return NeedWeightsFactory(factors=WEIGHTS)


def test_scores_by_hand(three):
    found = {f.community.name: f for f in figures.ranking("330203", WEIGHTS)}
    # 甲: age 25 → ½ × 50 = 25; hazards 10 % → ⅓ × 30 = 10; rounds 1 → ½ × 20 = 10: together 45 of 100
    assert (found["甲村"].score, found["甲村"].rank, found["甲村"].known) == (D("45.0"), 2, D("100.0"))
    assert [(p.code, p.value, p.points) for p in found["甲村"].parts] == [
        ("age", D(25), D(25)), ("hazards", D(10), pytest.approx(D(10))), ("rounds", D(1), D(10)),
    ]  # fmt: skip
    # 乙: no buildings, so 70 of the weights are known: (50 + 20) / 70
    assert (found["乙村"].score, found["乙村"].rank, found["乙村"].known) == (D("100.0"), 1, D("70.0"))
    assert found["乙村"].parts[1].value is None
    assert (found["丙村"].score, found["丙村"].rank) == (D("0.0"), 3)


@pytest.mark.parametrize(
    ("value", "low", "high", "scaled"),
    [(10, 10, 40, 0), (40, 10, 40, 1), (25, 10, 40, "0.5"), (99, 10, 40, 1), (1, 10, 40, 0), (1, 2, 0, "0.5")],
)
def test_scaling_between_the_ends(value, low, high, scaled):
    assert scale(D(value), D(low), D(high)) == D(scaled)


def test_equal_scores_share_a_rank(people):
    for name in ("甲村", "乙村", "丙村"):
        CommunityFactory(name=name, built_year=YEAR - (40 if name != "丙村" else 30))
    ranks = [f.rank for f in figures.ranking("3302", {"age": WEIGHTS["age"]})]
    assert ranks == [1, 1, 3]


def test_the_api_ranks_and_tries_out(three, api_):
    page = api_("district").get("/api/v1/figures/need/?limit=2").json()
    assert [(r["rank"], r["community"]["name"], r["score"]) for r in page["results"]] == [
        (1, "乙村", "100.0"), (2, "甲村", "45.0"),
    ]  # fmt: skip
    assert page["count"] == 3 and page["what_if"] is False
    assert page["results"][1]["factors"][1] == {
        "code": "hazards", "name": "有隐患的房屋", "value": "10.00", "unit": "%", "scaled": "0.3333", "weight": "30.00",
        "points": "10.00", "source": "楼栋：安全等级为 C、D 级或登记了两处以上隐患的户数占比",
    }  # fmt: skip
    tried = api_("district").get("/api/v1/figures/need/?w_age=0&w_rounds=0").json()
    assert tried["what_if"] is True
    assert [(r["community"]["name"], r["score"]) for r in tried["results"]] == [
        ("甲村", "33.3"),
        ("乙村", None),
        ("丙村", None),
    ]
    assert NeedWeights.objects.count() == 1 and not Change.objects.filter(target_type="communities.NeedWeights")


def test_the_page_tries_out_and_shows_the_old_place(three, as_):
    shown = as_("district").get("/need/?w_hazards=90&w_age=5&w_rounds=5")
    assert "试算，不保存" in shown.content.decode()
    moved = {f.community.name: (f.rank, shown.context["before"][f.community.pk]) for f in shown.context["page"]}
    assert moved["甲村"] == (2, 2)
    assert as_("street").get("/need/?area=330212").status_code == 404


def test_only_weights_that_add_up_to_a_hundred_are_published(three, as_):
    typed = {"code": "2027", "name": "2027年", "document": "局长办公会", "valid_from": "2027-01-01", "note": ""}
    for code in ("age", "hazards", "density", "elderly", "rounds"):
        typed |= {f"{code}_weight": "20", f"{code}_low": "0", f"{code}_high": "10"}
    for code in set(as_("city").get("/need/weights/new/").context["form"].fields) - typed.keys():
        typed[code] = {"w": "0", "l": "0", "h": "1"}[code.rsplit("_", 1)[1][0]]
    page = as_("city").post("/need/weights/new/", typed | {"age_weight": "21"}).content.decode()
    assert "加起来应是 100，现在是 101" in page and "局长办公会" in page
    assert "已公布" in as_("city").post("/need/weights/new/", typed, follow=True).content.decode()
    assert NeedWeights.objects.get(code="2027").factors["age"] == {"weight": "20", "low": "0", "high": "10"}
    assert figures.in_force().code == "2026"
    assert figures.in_force(date(2027, 1, 1)).code == "2027"


def test_a_community_shows_each_factor_with_its_source(three, as_):
    first = next(f.community for f in figures.ranking("330203", WEIGHTS) if f.community.name == "甲村")
    page = as_("street").get(f"/communities/{first.pk}/need/")
    assert page.context["places"] == [("全市", 3, 4), (first.district, 2, 3)]
    assert "小区档案：建成年份" in page.content.decode()


def test_the_ranking_takes_the_same_statements_for_five_and_for_fifty(people, django_assert_num_queries):
    for n in (5, 45):
        for _ in range(n):
            BuildingFactory()
        with django_assert_num_queries(4):
            figures.ranking("3302", WEIGHTS)


def test_gaps_and_wishes_come_from_the_last_round_that_stands(people):
    completeness.completeness_items()
    community = CommunityFactory()
    said = {"8": {"status": "no"}, "9": {"status": "partly"}, "11": {"status": "yes"}}
    AssessmentFactory(community=community, state="confirmed", answers=said)
    AssessmentFactory(community=community, round=2, answers={"8": {"status": "yes"}})
    asked = {"willing_households": {"value": "90"}, "asked_households": {"value": "120"}}
    SurveyFactory(community=community, state="verified", answers={"asked_households": {"value": "9"}})
    SurveyFactory(community=community, round=2, state="verified", answers=asked)
    SurveyFactory(community=community, round=3, answers={})
    nobody_asked = SurveyFactory(state="verified", answers={"willing_households": {"value": "3"}})
    assert FACTORS["gaps"].read("3302", date(2026, 11, 1)) == {community.pk: 2}
    assert FACTORS["willingness"].read("3302", date(2026, 11, 1)) == {community.pk: 75}
    assert nobody_asked.community_id not in FACTORS["willingness"].read("3302", date(2026, 11, 1))
