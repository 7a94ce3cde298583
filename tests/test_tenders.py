"""A tender's days by the law's clocks, and the gates that ask for tender, contract and parties."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from projects.contracts import actions, clocks
from projects.contracts.reference import contract_thresholds
from projects.models import Tender
from projects.register.parties import set_party
from projects.stages import gates
from projects.stages.models import Phase
from tests.awards import DAY, OPEN, PAPER, a_project, awarded, deal, refused, signed
from tests.factories import ProjectFactory
from tests.factories_works import (
    OrganisationFactory,
    TenderFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def numbers(db):
    contract_thresholds()


@pytest.fixture
def project(people):
    return a_project()


@pytest.fixture
def won(project, people):
    return awarded(project, people["street"])


@pytest.fixture
def contract(won, people):
    return signed(won, people["street"])


def running(today=date(2026, 12, 1), **days):
    tender = Tender(subject="works", **days)
    return {c.code: (c.state, c.due, c.words) for c in clocks.clocks(tender, today=today)}


def test_the_clocks_by_the_calendar():
    """Monday 2 March 2026: twenty days on is Sunday 22 March, five days on Saturday 7 March; leasts do not move."""
    monday = date(2026, 3, 2)
    asked = running(sale_from=monday, sale_to=date(2026, 3, 7), deadline=date(2026, 3, 21))
    assert asked == {
        "tender.document.days": ("wrong", date(2026, 3, 22), "至少 20 天，现在只有 19 天，要到 2026-03-22"),
        "tender.sale.days": ("ok", date(2026, 3, 7), "至少 5 天，实际 5 天"),
    }
    assert running(sale_from=monday)["tender.document.days"] == (
        "open",
        date(2026, 3, 22),
        "至少 20 天，不能早于 2026-03-22",
    )


def test_a_last_day_on_a_day_off_moves_on():
    """Reported on Wednesday 4 March 2026: the third day is a Saturday, so Monday the 9th counts; the 10th is late."""
    report = {"reported_on": date(2026, 3, 4)}
    assert running(**report, today=date(2026, 3, 5))["tender.candidates.within"] == (
        "open", date(2026, 3, 9), "至多 3 天，还剩 4 天，到 2026-03-09",
    )  # fmt: skip
    assert running(**report, today=date(2026, 3, 11))["tender.candidates.within"][0::2] == (
        "late",
        "至多 3 天，已超 2 天",
    )
    posted = running(**report, candidates_from=date(2026, 3, 9), candidates_to=date(2026, 3, 11))
    assert posted["tender.candidates.within"][0] == "ok" and posted["tender.candidates.days"][0] == "wrong"
    assert running(**report, candidates_from=date(2026, 3, 10))["tender.candidates.within"][0] == "late"


def test_the_contract_runs_against_the_award(contract):
    found = {c.code: c for c in clocks.clocks(contract.tender, today=date(2026, 4, 10))}
    assert (found["tender.contract.days"].state, found["tender.contract.days"].words) == ("ok", "至多 30 天，第 19 天")
    assert (found["tender.report.days"].state, found["tender.report.days"].due) == ("open", date(2026, 4, 16))
    assert found["tender.contract.days"].basis == "招标投标法第四十六条"
    assert clocks.clocks(Tender(method="direct", awarded_on=DAY)) == []


TYPED = [
    ("clock", {"deadline": date(2026, 3, 21)}, "deadline"),
    ("clock", {"sale_to": date(2026, 3, 6)}, "sale_to"),
    ("clock", {"candidates_to": date(2026, 3, 28)}, "candidates_to"),
    ("out_of_order", {"reported_on": date(2026, 3, 20)}, "reported_on"),
    ("out_of_order", {"sale_to": date(2026, 3, 1)}, "sale_to"),
    ("award_incomplete", {"awarded_on": date(2026, 4, 1)}, "winner"),
    ("above_ceiling", {"price": Decimal("1200.01")}, "price"),
    ("future_date", {"reported_on": timezone.localdate() + timedelta(days=1), "candidates_from": None}, "reported_on"),
]


@pytest.mark.parametrize(("code", "typed", "field"), TYPED)
def test_what_a_tender_cannot_be(code, typed, field, project, people):
    if code == "future_date":
        typed = typed | {"candidates_to": None}
    said = refused(code, actions.new_tender, project, by=people["street"], **OPEN | typed)
    assert list(said.fields) == [field]


def test_a_late_day_is_recorded_and_shown(won, people):
    late = actions.edit_tender(won, by=people["street"], filed_on=date(2026, 4, 25))
    states = {c.code: c.state for c in clocks.clocks(late)}
    assert states["tender.report.days"] == "late" and "wrong" not in states.values()


DIRECT = [
    ({"subject": "works", "ceiling": Decimal("399.99")}, "399.99 万元，低于必须招标的 400 万元"),
    ({"subject": "works", "ceiling": Decimal(400)}, None),
    ({"subject": "supervision", "price": Decimal("99.99")}, "99.99 万元，低于必须招标的 100 万元"),
    ({"subject": "supervision", "price": Decimal(100)}, None),
    ({"subject": "goods", "price": Decimal(200)}, None),
    ({"subject": "works"}, None),
]


@pytest.mark.parametrize(("facts", "basis"), DIRECT)
def test_no_tender_needs_a_basis(facts, basis, project, people):
    by = people["street"]
    if basis:
        assert actions.new_tender(project, by=by, method="direct", **facts).basis == basis
        return
    said = refused("needs_basis", actions.new_tender, project, by=by, method="direct", **facts)
    assert "第六十六条" in said.message
    own = "应急排危，区政府〔2026〕3号纪要"
    assert actions.new_tender(project, by=by, method="direct", basis=own, **facts).basis == own


def lacks(project, *phases):
    return {one.code: one.words for one in gates.missing(project, phases) if one.code in OURS}


OURS = {"approval.code", "approval.amounts", "tender.award", "tender.contract", "start.parties"}


def test_the_gates_say_what_is_missing_until_it_is_there(people):
    project, by = ProjectFactory(), people["city"]
    assert lacks(project, Phase.APPROVAL) == {
        "approval.code": "还没有填项目代码",
        "approval.amounts": "还没有登记批复的概算",
    }
    project.code = "2601-330203-04-01-452241"
    actions.set_amount(project, "estimate", by=by, amount=Decimal(1000), **PAPER)
    actions.set_amount(project, "approved_budget", by=by, amount=Decimal(1101), explanation="增加", **PAPER)
    assert "要重新报批" in lacks(project, Phase.APPROVAL)["approval.amounts"]
    actions.set_amount(project, "approved_budget", by=by, amount=Decimal(1100), explanation="增加", **PAPER)
    assert lacks(project, Phase.APPROVAL) == {}
    actions.set_amount(project, "detailed_budget", by=by, amount=Decimal(1101), explanation="材料涨价", **PAPER)
    assert lacks(project, Phase.APPROVAL)["approval.amounts"].startswith("预算超概算 1.00 万元")


def test_the_gates_of_the_tender_and_the_start(people):
    project, by, firm = ProjectFactory(), people["city"], OrganisationFactory(name="甬安建设")
    before = lacks(project, Phase.TENDER, Phase.START)
    assert before["tender.award"] == "还没有登记施工招标（依法不招标的也要登记依据）"
    one = actions.new_tender(project, by=by, subject="works", method="open", sale_from=date(2026, 3, 2))
    assert lacks(project, Phase.TENDER)["tender.award"] == "施工公开招标还没有定标"
    won = {"awarded_on": date(2026, 4, 1), "winner": firm, "price": Decimal(1100)}
    one = actions.edit_tender(one, by=by, **won)
    assert lacks(project, Phase.TENDER)["tender.award"].startswith("施工招标的日期没有填全：文件发售结束、投标截止")
    one = actions.edit_tender(one, by=by, **OPEN)
    assert set(lacks(project, Phase.TENDER, Phase.START)) == {"tender.contract", "start.parties"}
    actions.new_contract(project, by=by, **deal(one))
    assert lacks(project, Phase.TENDER)["tender.contract"] == "还没有签订监理合同"
    small = {"subject": "supervision", "number": "JL-1", "organisation": OrganisationFactory(), "signed_on": DAY}
    actions.new_contract(project, by=by, amount=Decimal(22), retention=Decimal(0), **small)
    assert lacks(project, Phase.TENDER) == {}
    for role in ("owner", "designer"):
        assert "start.parties" in lacks(project, Phase.START)
        set_party(project, by=by, role=role, organisation=OrganisationFactory())
    assert lacks(project, Phase.START) == {}


def test_a_works_contract_without_a_tender_on_a_basis_passes(people):
    project, by = ProjectFactory(), people["city"]
    typed = {"subject": "works", "method": "direct", "price": Decimal(300), "winner": OrganisationFactory()}
    actions.new_tender(project, by=by, awarded_on=DAY, **typed)
    assert "tender.award" not in lacks(project, Phase.TENDER)
    TenderFactory(project=project, sale_from=date(2026, 3, 2), deadline=date(2026, 3, 5))
    assert lacks(project, Phase.TENDER)["tender.award"] == "施工公开招标还没有定标"
