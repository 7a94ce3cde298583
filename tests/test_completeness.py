"""The 20 items by hand, with the thresholds that ship; what an area lacks; rounds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from communities.completeness import actions, figures, reference
from communities.completeness.judging import score
from communities.completeness.models import Assessment, CompletenessItem
from core import thresholds
from core.errors import Refused
from core.models import Change, Threshold
from tests.factories import AreaFactory, AssessmentFactory, CommunityFactory

pytestmark = pytest.mark.django_db
D = Decimal
# 1990: old. What each item has, and what the standard makes of it.
BY_HAND = {
    1: ("620", "partly"), 2: ("2200", "yes"), 3: ("0", "no"), 4: ("349.99", "partly"), 5: (None, "not_needed"),
    6: ("100", "yes"), 7: ("1", "yes"), 8: ("no", "no"), 9: ("partly", "partly"), 10: ("0.55", "partly"),
    11: ("yes", "yes"), 12: ("no", "no"), 13: ("yes", "yes"), 14: ("150", "yes"), 15: ("0", "no"),
    16: ("yes", "yes"), 17: ("no", "no"), 18: ("yes", "yes"), 19: ("partly", "partly"), 20: ("yes", "yes"),
}  # fmt: skip


@pytest.fixture
def standard(people):
    reference.completeness_items()
    reference.completeness_thresholds()


def answer(no, said):
    if said is None:
        return {"status": "not_needed", "measured": "", "evidence": "已有卫生服务中心覆盖"}
    measured = bool(CompletenessItem.objects.get(pk=no).measure)
    return {"status": "" if measured else said, "measured": said if measured else "", "evidence": ""}


def assessed(community, says, **kwargs):
    answers = {str(no): answer(no, said) for no, (said, _) in says.items()}
    return AssessmentFactory(community=community, answers=answers, **{"state": "confirmed"} | kwargs)


def test_twenty_items_by_hand(standard):
    results = figures.items(assessed(CommunityFactory(built_year=1990), BY_HAND))
    assert {r.item.no: r.status for r in results} == {no: status for no, (_, status) in BY_HAND.items()}
    assert [r.item.no for r in results if r.is_relaxed] == [6]
    assert [r.item.no for r in results if r.is_gap] == [1, 3, 4, 8, 9, 10, 12, 15, 17, 19]
    # 9 met, 5 partly, 5 missing of 19 needed: 100 × 11.5 / 19 = 60.526…
    assert figures.score_of(results) == D("60.5")
    assert figures.by_goal(results) == [
        ("基本公共服务设施", D("50.0")),  # ½ + 1 + 0 + ½ of four, the fifth is not needed
        ("便民商业服务设施", D("66.7")),  # 1 + 1 + 0 of three
        ("市政配套基础设施", D("60.0")),  # ½ + ½ + 1 + 0 + 1 of five
        ("公共活动空间", D("50.0")),
        ("物业管理", D("50.0")),
        ("社区管理机制", D("83.3")),  # 1 + ½ + 1 of three
    ]


def test_the_relaxation_is_for_old_communities(standard):
    new = figures.items(assessed(CommunityFactory(built_year=2001), BY_HAND))
    assert [(r.status, r.is_relaxed) for r in new if r.item.no == 6] == [("partly", False)]


def test_a_new_threshold_changes_the_result_from_its_day(standard, people):
    community = CommunityFactory(built_year=1990)
    assessment = assessed(community, BY_HAND)
    row, tomorrow = Threshold.objects.get(code="completeness.14"), timezone.localdate() + timedelta(days=1)
    thresholds.adjust(
        row, value=D(200), valid_from=tomorrow, reason="市里提高", source="甬建发", clause="", by=people["city"]
    )
    assert figures.items(assessment)[13].status == "yes"
    later = figures.items(assessment, on=tomorrow)[13]
    assert (later.status, later.threshold.value, later.threshold.valid_from) == ("partly", 200, tomorrow)
    assert figures.gaps("3302")[0].no != 14 and 14 in figures_with_gaps(tomorrow)


def figures_with_gaps(on):
    return {gap.no for gap in figures.gaps("3302", on) if gap.communities}


@pytest.mark.parametrize(
    ("yes", "partly", "missing", "expected"),
    [(0, 0, 0, None), (20, 0, 0, "100.0"), (0, 0, 20, "0.0"), (0, 20, 0, "50.0"), (1, 0, 2, "33.3"), (1, 1, 14, "9.4")],
)
def test_the_score(yes, partly, missing, expected):
    assert score(yes, partly, missing) == (None if expected is None else D(expected))


@pytest.fixture
def city(standard):
    """甲 and 乙 in 白云街道, 丙 in 东柳街道; 丁 was not assessed. Item 3: nobody; 14: only 丙 lacks it."""
    full = {no: (said, "") for no, (said, _) in BY_HAND.items()} | {3: ("0", ""), 1: ("900", "")}
    one = CommunityFactory(name="甲村", households=100)
    assessed(one, full)
    assessed(CommunityFactory(name="乙村", households=50), full | {4: ("400", "")})
    assessed(CommunityFactory(name="丙村", households=30, area=AreaFactory(code="330212012")), full | {14: ("20", "")})
    CommunityFactory(name="丁村")
    AssessmentFactory(community=one, round=2, answers={})  # a draft does not count
    return full


def test_what_a_city_lacks_worst_first(city):
    found = {gap.no: gap for gap in figures.gaps("3302")}
    assert (found[3].communities, found[3].missing, found[3].households, found[3].answered) == (3, 3, 180, 3)
    assert (found[4].communities, found[4].partly, found[4].households) == (2, 2, 130)
    assert (found[14].communities, found[14].households) == (1, 30)
    assert (found[5].communities, found[1].communities) == (0, 0)
    order = [(gap.communities, gap.households) for gap in figures.gaps("3302")]
    assert order == sorted(order, reverse=True)
    assert {gap.no: gap.communities for gap in figures.gaps("330212")}[4] == 1
    assert figures.spread("3302", 6)[("330212", 14)] == (1, 1)


def test_the_page_shows_five_things_and_the_worst(city, as_):
    page = as_("city").get("/gaps/")
    assert [gap.communities for gap in page.context["common"]] == [3, 3, 3, 3, 3]
    assert {(c.name, s.gaps) for c, s in page.context["worst"]} == {("甲村", 9), ("乙村", 8), ("丙村", 10)}
    words = page.content.decode()
    assert "托儿所" in words and "180 户" in words and "丁村" not in words
    assert [c.name for c, _, _ in as_("street").get("/gaps/4/").context["lines"]] == ["甲村"]


def test_figures_cost_the_same_for_few_and_for_many(city, django_assert_num_queries):
    for n in (2, 20):
        for _ in range(n):
            assessed(CommunityFactory(), city)
        with django_assert_num_queries(3):
            figures.gaps("3302")


def test_the_contract_of_the_api(city, api_):
    rows = api_("district").get("/api/v1/figures/gaps/").json()["results"]
    assert len(rows) == 20 and {"no", "name", "communities", "households"} <= rows[0].keys()
    assert rows[0]["communities"] == max(row["communities"] for row in rows) == 2
    (one, *_) = api_("city").get("/api/v1/communities/?q=甲村").json()["results"]
    found = api_("street").get(f"/api/v1/communities/{one['id']}/completeness/").json()
    assert (len(found["items"]), found["round"], found["score"]) == (20, 1, "63.2")
    assert found["items"][13] == {
        "no": 14, "goal": "公共活动空间", "name": "公共活动场地", "status": "yes", "relaxed": False, "measured": "150",
        "threshold": {"value": "150", "unit": "㎡", "valid_from": "2020-08-18"}, "relaxation": None, "evidence": "",
        "source": "完整居住社区建设标准（试行）（建科规〔2020〕7号）",
    }  # fmt: skip


def test_from_the_first_answer_to_the_second_round(standard, people, as_):
    community, street = CommunityFactory(built_year=1990), as_("street")
    page = street.post(f"/communities/{community.pk}/completeness/start/", follow=True)
    assert "完整社区评估" in page.content.decode()
    assessment = Assessment.objects.get()
    typed = {"version": assessment.version, "measured_1": "九百", "evidence_1": "社区说的", "status_8": "no"}
    refused = street.post(f"/assessments/{assessment.pk}/edit/", typed)
    assert refused.status_code == 409
    assert refused.context["form"].errors == {"measured_1": ["建筑面积应是数字，现在是“九百”"]}
    assert "社区说的" in refused.content.decode() and Assessment.objects.get().answers == {}
    shown = street.post(f"/assessments/{assessment.pk}/edit/", typed | {"measured_1": "900"}, follow=True)
    assert "还有 18 项没填" in shown.content.decode()
    with pytest.raises(Refused, match="还有 18 项没有填：2 幼儿园、3 托儿所"):
        actions.confirm(Assessment.objects.get(), by=people["district"])
    answers = {str(no): answer(no, said) for no, (said, _) in BY_HAND.items()}
    actions.save_answers(Assessment.objects.get(), answers, by=people["street"])
    assert street.post(f"/assessments/{assessment.pk}/confirm/").status_code == 403
    assert "已确认" in as_("district").post(f"/assessments/{assessment.pk}/confirm/", follow=True).content.decode()
    with pytest.raises(Refused, match="已经确认，不能再改"):
        actions.save_answers(Assessment.objects.get(), {"3": {"measured": "200"}}, by=people["street"])

    second = actions.start_round(community, by=people["street"])
    actions.save_answers(second, {"3": {"measured": "200"}}, by=people["street"])
    actions.confirm(second, by=people["district"])
    compared = street.get(f"/communities/{community.pk}/completeness/?round=2&with=1")
    assert (compared.context["score_before"], compared.context["score"]) == (D("60.5"), D("65.8"))
    assert "有变化" in compared.content.decode()
    history = street.get(f"/assessments/{second.pk}/history/").content.decode()
    assert "托儿所" in history and "200" in history


def test_one_answer_changed_is_one_line_of_the_log(standard, people):
    assessment = actions.start_round(CommunityFactory(), by=people["street"])
    actions.save_answers(assessment, {"3": {"measured": "80"}}, by=people["street"], assessed_on=date(2026, 9, 1))
    actions.save_answers(Assessment.objects.get(), {"3": {"measured": "90"}}, by=people["street"])
    last = Change.objects.filter(target_type="communities.Assessment").first()
    assert last.before == {"answers.3": {"status": "", "measured": "80", "evidence": ""}}
    assert last.after == {"answers.3": {"status": "", "measured": "90", "evidence": ""}}
