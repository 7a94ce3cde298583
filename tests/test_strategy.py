"""How a community is renewed: decided with reasons, in one place, and not in the same words for everybody."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from communities.completeness import reference as standard
from communities.register.models import Community
from communities.strategy import actions, figures, reference
from communities.strategy.models import FACTS, StrategyDecision
from core.errors import Refused
from core.models import Change, Threshold
from tests.factories import AreaFactory, AssessmentFactory, BuildingFactory, CommunityFactory, FormerNameFactory

pytestmark = pytest.mark.django_db
SAID = {
    "strategy": "demolish_and_renovate",
    "evidence": "鉴定报告",
    "reason": "两幢为D级，加固不如重建",
    "decided_by": "海曙区住建局",
    "decided_on": date(2026, 3, 1),
}


@pytest.fixture
def community(people):
    return CommunityFactory(name="双桥新村", strategy="comprehensive", built_year=1985, households=300)


def test_a_decision_holds_and_the_one_before_stays(community, people):
    actions.decide(community, **SAID, by=people["district"])
    later = SAID | {"strategy": "self_renewal", "decided_on": date(2026, 5, 1)}
    actions.decide(community, **later, by=people["city"])
    community.refresh_from_db()
    assert community.strategy == "self_renewal"
    assert [d.strategy for d in community.decisions.all()] == ["self_renewal", "demolish_and_renovate"]
    assert [d.strategy for d in StrategyDecision.objects.holding()] == ["self_renewal"]
    log = Change.objects.filter(target_type="communities.Community", act="strategy.decide").first()
    assert (log.before["strategy"], log.after["strategy"]) == ("demolish_and_renovate", "self_renewal")


@pytest.mark.parametrize(
    ("day", "words"),
    [(timezone.localdate() + timedelta(days=1), "还没有到"), (date(2026, 2, 28), "不能早于上一次决定")],
)
def test_a_day_out_of_order_is_refused_and_leaves_nothing(day, words, community, people):
    actions.decide(community, **SAID, by=people["district"])
    with pytest.raises(Refused, match=words):
        actions.decide(community, **SAID | {"decided_on": day, "strategy": "self_renewal"}, by=people["district"])
    community.refresh_from_db()
    assert (community.strategy, community.decisions.count()) == ("demolish_and_renovate", 1)


def test_a_street_does_not_decide(community, people):
    with pytest.raises(PermissionDenied):
        actions.decide(community, **SAID, by=people["street"])
    assert not StrategyDecision.objects.exists()


def test_the_facts_of_the_day_stay(community, people):
    standard.completeness_items()
    standard.completeness_thresholds()
    for number, grade, whole in (("1", "D", False), ("2", "D", True), ("3", "", True)):
        day = date(2025, 6, 1) if grade else None
        BuildingFactory(
            community=community, number=number, grade=grade, appraised_on=day, self_contained=whole, built_year=1985
        )
    answers = {"3": {"measured": "0"}, "4": {"measured": "100"}, "8": {"status": "yes"}}
    AssessmentFactory(community=community, state="confirmed", answers=answers)
    facts = actions.decide(community, **SAID, by=people["district"]).facts
    assert facts["房屋安全"] == "D 级 2 幢、未鉴定 1 幢"
    assert (facts["楼栋年代"], facts["非成套住宅"]) == ("1985 年", "1 幢")
    assert (facts["完整社区"], facts["缺"], facts["部分达标"]) == ("50.0 分", "托儿所", "老年服务站")
    labels = [label for label, _ in community.decisions.get().facts_in_order]
    assert labels == list(FACTS)
    community.blocks.filter(grade="D").update(grade="B")
    assert community.decisions.get().facts == facts


def test_facts_cost_the_same_for_few_and_for_many(people, django_assert_num_queries):
    for n in (2, 20):
        communities = [CommunityFactory() for _ in range(n)]
        with django_assert_num_queries(4):
            assert len(figures.facts_of(communities)) == n


def test_what_counts_as_the_same_words():
    one = figures.reason_key("双桥新村结构安全，宜整治。ＡＢ", ["双桥新村"])
    assert one == figures.reason_key("双桥 结构安全、宜整治 ab！", ["双桥新村", "双桥"])
    assert one != figures.reason_key("结构不安全，宜整治ab", [])


def repeat(people, count, **place):
    for n in range(count):
        c = CommunityFactory(name=f"文昌{n}村", **place)
        FormerNameFactory(community=c, name=f"老文昌{n}")
        actions.decide(c, **SAID | {"reason": f"老文昌{n}（{c.name}）房屋 结构安全"}, by=people["city"])


def test_the_alert_of_one_district(people, as_):
    reference.strategy_thresholds()
    repeat(people, 5)
    repeat(people, 4, area=AreaFactory(code="330212012"))
    (group,) = figures.repeated(StrategyDecision.objects.all())
    assert (group["district"], group["communities"]) == ("330203", 5)
    page = as_("district").get("/strategies/?alike=true")
    assert len(page.context["object_list"]) == 5
    assert "海曙区 5 个小区" in page.content.decode()
    one = Community.objects.get(name="文昌0村", area="330203006")
    shown = as_("district").get(f"/communities/{one.pk}/strategy/").content.decode()
    assert "另有 4 个小区写着同样的理由" in shown and "平台默认" in shown
    actions.decide(one, **SAID, by=people["district"])  # a reason of its own
    assert figures.repeated(StrategyDecision.objects.all()) == []
    Threshold.objects.filter(code="strategy.same_words").update(value=4)
    assert len(figures.repeated(StrategyDecision.objects.all())) == 2


def test_the_list_costs_the_same_for_few_and_for_many(people, as_, django_assert_max_num_queries):
    reference.strategy_thresholds()
    client, costs = as_("city"), []
    client.get("/strategies/")  # what a session asks once
    for n in (5, 20):
        repeat(people, n, area=AreaFactory(code="330203006" if n == 5 else "330212012"))
        with django_assert_max_num_queries(40) as counted:
            client.get("/strategies/")
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_on_the_page(community, people, as_):
    district, address = as_("district"), f"/communities/{community.pk}/strategy/"
    assert "还没有依据和理由" in district.get(address).content.decode()
    refused = district.post(f"{address}decide/", SAID | {"decided_on": "2999-01-01"})
    assert refused.status_code == 409 and "两幢为D级" in refused.content.decode()
    page = district.post(f"{address}decide/", SAID, follow=True)
    assert page.request["PATH_INFO"] == address
    words = page.content.decode()
    assert "拆改结合" in words and "两幢为D级，加固不如重建" in words and "海曙区住建局" in words


def test_no_other_door_changes_it(community, api_, as_):
    sent = api_("district").patch(
        f"/api/v1/communities/{community.pk}/", {"strategy": "self_renewal"}, content_type="application/json"
    )
    assert sent.status_code == 200
    assert "strategy" not in as_("district").get(f"/communities/{community.pk}/edit/").context["form"].fields
    community.refresh_from_db()
    assert community.strategy == "comprehensive"
