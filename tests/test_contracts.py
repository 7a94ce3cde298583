"""Contracts are what was awarded; variations change their sum, payments keep within it."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from core.errors import Refused
from core.models import Change
from projects.contracts import actions, claims, figures
from projects.contracts.reference import contract_thresholds
from projects.models import Contract, Party, Project
from tests.awards import DAY, a_project, awarded, deal, refused, signed
from tests.factories import ProjectFactory
from tests.factories_works import (
    ContractFactory,
    OrganisationFactory,
    PartyFactory,
    PaymentFactory,
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


def test_a_contract_is_what_was_awarded_and_makes_its_firm_a_party(contract, people):
    assert Party.objects.values_list("role", "organisation__name").get() == ("contractor", "甬安建设")
    assert Change.objects.filter(act="contract.edit").count() == 1
    again = deal(contract.tender, number="HT-2")
    refused("tender_has_contract", actions.new_contract, contract.project, by=people["street"], **again)
    won = {"price": Decimal(1000)}
    refused("has_contract", actions.edit_tender, contract.tender, by=people["street"], **won)
    actions.edit_tender(contract.tender, by=people["street"], filed_on=date(2026, 4, 10))


SIGNED = [
    ("price_differs", {"amount": Decimal("1100.01")}, "amount"),
    ("winner_differs", {"organisation": "other"}, "organisation"),
    ("subject_differs", {"subject": "design"}, "subject"),
    ("before_award", {"signed_on": date(2026, 3, 31)}, "signed_on"),
    ("needs_tender", {"tender": None}, "tender"),
    ("retention", {"retention": Decimal("3.1")}, "retention"),
    ("future_date", {"signed_on": timezone.localdate() + timedelta(days=1)}, "signed_on"),
]


@pytest.mark.parametrize(("code", "typed", "field"), SIGNED)
def test_what_a_contract_cannot_be(code, typed, field, won, people):
    if typed.get("organisation"):
        typed = {"organisation": OrganisationFactory(name="三江市政")}
    said = refused(code, actions.new_contract, won.project, by=people["street"], **deal(won, **typed))
    assert list(said.fields) == [field]


def test_a_contract_of_another_projects_tender_or_of_one_not_awarded(won, people):
    other = ProjectFactory()
    refused("other_project", actions.new_contract, other, by=people["street"], **deal(won))
    waiting = TenderFactory(project=other)
    facts = deal(won, tender=waiting)
    refused("not_awarded", actions.new_contract, other, by=people["street"], **facts)


def test_the_builder_does_not_sign_the_supervision(contract, people):
    facts = {"subject": "supervision", "number": "HT-3", "organisation": contract.organisation}
    facts |= {"amount": Decimal(20), "signed_on": DAY, "retention": Decimal(0)}
    refused("supervises_itself", actions.new_contract, contract.project, by=people["street"], **facts)


def test_the_price_stays_once_something_rests_on_it(people, project):
    small = {"subject": "goods", "number": "HT-4", "organisation": OrganisationFactory(), "amount": Decimal(50)}
    one = actions.new_contract(project, by=people["street"], signed_on=DAY, **small)
    assert actions.edit_contract(one, by=people["street"], amount=Decimal(60)).amount == 60
    PaymentFactory(contract=one, amount=Decimal(1))
    refused("has_followers", actions.edit_contract, one, by=people["street"], amount=Decimal(50))
    assert actions.edit_contract(one, by=people["street"], number="HT-4改").number == "HT-4改"


def sums(contract):
    c = figures.with_money(Contract.objects.filter(pk=contract.pk).select_related("project")).get()
    return c.current, c.claimed, c.paid, figures.retained(c), figures.payable(c)


def propose(contract, by, amount, day=date(2026, 5, 1)):
    typed = {"reason": "管线迁改", "what": "增加污水管", "amount": Decimal(amount), "proposed_on": day}
    return claims.propose(contract, by=by, **typed)


def test_only_approved_variations_change_the_sum(contract, people):
    street, district, day = people["street"], people["district"], date(2026, 5, 10)
    first, second = propose(contract, street, "60.00"), propose(contract, street, "-10.00")
    assert [first.number, second.number, sums(contract)[0]] == [1, 2, 1100]
    claims.approve_variation(first, by=district, date=day)
    claims.reject_variation(second, by=district, date=day, reason="不在范围")
    assert sums(contract)[0] == 1160
    refused("wrong_state", claims.approve_variation, second, by=district, date=day)
    with pytest.raises(PermissionDenied):
        claims.approve_variation(propose(contract, street, "1.00"), by=street, date=day)
    early = propose(contract, street, "1.00", day=day)
    refused("before_proposal", claims.approve_variation, early, by=district, date=day - timedelta(days=1))


def test_beyond_ten_percent_the_district_says_why(contract, people):
    """1100 × 10 % = 110: 60 and 50 pass, the next 0.56 rounds to 10.1 %."""
    street, district, day = people["street"], people["district"], date(2026, 5, 10)
    for amount in ("60.00", "50.00"):
        claims.approve_variation(propose(contract, street, amount), by=district, date=day)
    more = propose(contract, street, "0.56")
    said = refused("over_share", claims.approve_variation, more, by=district, date=day)
    assert said.fields["decision"] == ["累计变更达到合同价的 10.1%，超过 10%，区县批准时请写明审批意见"]
    assert claims.approve_variation(more, by=district, date=day, decision="经区政府同意").state == "approved"
    less = propose(contract, street, "-5.00")
    assert claims.approve_variation(less, by=district, date=day).state == "approved"


def ask(contract, by, amount, **more):
    return claims.request(contract, by=by, **{"amount": Decimal(amount), "requested_on": date(2026, 6, 1)} | more)


def test_what_may_be_asked_for(contract, people):
    """1100 + 60 = 1160, of which 34.80 is kept back: 1125.20 may be asked for."""
    street, district = people["street"], people["district"]
    claims.approve_variation(propose(contract, street, "60.00"), by=district, date=date(2026, 5, 10))
    assert sums(contract) == (1160, 0, 0, Decimal("34.80"), Decimal("1125.20"))
    first = ask(contract, street, "1000.00")
    said = refused("above_payable", ask, contract, street, "125.21")
    assert said.message == "最多还能申请 125.20 万元：现合同价 1,160.00，已申请和已付 1,000.00，质保金 34.80"
    second = ask(contract, street, "125.20")
    claims.reject_payment(second, by=district, reason="资料不全")
    assert sums(contract)[4] == Decimal("125.20")
    refused("wrong_state", claims.pay, first, by=district, date=date(2026, 6, 9), voucher="付字1号")
    claims.approve_payment(first, by=district)
    refused("no_voucher", claims.pay, first, by=district, date=date(2026, 6, 9), voucher=" ")
    paid = claims.pay(first, by=district, date=date(2026, 6, 9), voucher="付字1号")
    assert (paid.state, paid.voucher, sums(contract)[2]) == ("paid", "付字1号", 1000)
    refused("retention_held", ask, contract, street, "1.00", kind="retention")
    Project.objects.update(status="closed")
    contract.refresh_from_db()
    assert ask(contract, street, "34.80", kind="retention").kind == "retention"
    assert sums(contract)[4] == Decimal("125.20")
    cut = propose(contract, street, "-125.21")
    refused("below_claimed", claims.approve_variation, cut, by=district, date=date(2026, 6, 9))


@pytest.mark.django_db(transaction=True)
def test_two_payments_at_once_are_counted_one_after_the_other(people):
    contract_thresholds()
    contract, said = ContractFactory(amount=Decimal(1000)), []
    start = threading.Barrier(2)

    def run(who):
        start.wait(10)
        try:
            said.append(ask(contract, people[who], "600.00").state)
        except Refused as no:
            said.append(no.code)
        finally:
            connection.close()

    both = [threading.Thread(target=run, args=[who]) for who in ("street", "district")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    assert sorted(said) == ["above_payable", "requested"]


def test_a_contractor_asks_on_its_own_contract_only(contract, people):
    by = people["street"]
    own, other = ContractFactory(project=contract.project), contract
    firm = PartyFactory(project=contract.project, role="contractor", organisation=own.organisation)
    from_firm = people["street2"]
    from_firm.__dict__["held"] = [("contractor", None, None, firm.organisation_id)]
    from_firm.__dict__["rights"], from_firm.__dict__["bodies"] = [], {("contractor", firm.organisation_id)}
    assert ask(own, from_firm, "1.00").state == "requested"
    with pytest.raises(PermissionDenied):
        ask(other, from_firm, "1.00")
    with pytest.raises(PermissionDenied):
        propose(other, from_firm, "1.00")
    assert propose(other, by, "1.00").state == "proposed"
