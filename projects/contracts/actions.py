"""A project's amounts, tenders and contracts as they are entered. Each locks the project first."""

from django.db import transaction

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.contracts import figures, rules
from projects.contracts.models import Amount, Contract, Tender
from projects.register.actions import past
from projects.register.models import Party
from projects.register.parties import set_party
from projects.stages.records import hold

NAMED_AS = {  # signing a contract makes the firm a party
    Tender.Subject.WORKS: Party.Role.CONTRACTOR,
    Tender.Subject.DESIGN: Party.Role.DESIGNER,
    Tender.Subject.SUPERVISION: Party.Role.SUPERVISOR,
}
AGREED = ("amount", "organisation_id", "subject", "tender_id")  # what cannot change once something rests on it
WON = ("winner_id", "price", "subject", "method", "awarded_on")


@transaction.atomic
def set_amount(project, kind, *, by, version=None, **values):
    """One of the five amounts with the document that fixed it; a later word replaces the earlier, with its history.

    Refuses `over_limit`: an amount above the nearest one before it is taken with an explanation only.
    """
    project = hold(project)
    amount = project.amounts.filter(kind=kind).first() or Amount(project=project, kind=kind)
    with change(amount, by=by, act=Act.AMOUNT_SET, version=version) as a:
        for name, value in values.items():
            setattr(a, name, value)
        past("dated_on", a.dated_on)
        explained(project, a)
    return a


def explained(project, amount):
    others = [one for one in project.amounts.all() if one.kind != amount.kind]
    found = next(rung.excess for rung in figures.ladder([*others, amount]) if rung.kind == amount.kind)
    if found and not amount.explanation.strip():
        raise Refused("over_limit", f"{found.words}，请说明原因", {"explanation": [f"{found.words}，请说明原因"]})


@transaction.atomic
def new_tender(project, *, by, **values):
    """A tender, or a contract given without one; its days are filled in as they come."""
    return write_tender(Tender(project=hold(project)), by=by, **values)


@transaction.atomic
def edit_tender(tender, *, by, version=None, **values):
    hold(tender.project)
    return write_tender(tender, by=by, version=version, **values)


def write_tender(tender, *, by, version=None, **values):
    with change(tender, by=by, act=Act.TENDER_EDIT, version=version) as t:
        before = [getattr(t, name) for name in WON]
        for name, value in values.items():
            setattr(t, name, value)
        if t.pk and before != [getattr(t, name) for name in WON] and t.contracts.exists():
            raise Refused("has_contract", "已按这次招标签了合同，标的、方式、中标单位、中标价和通知书日期不能再改")
        for name in ("reported_on", "awarded_on", "filed_on"):
            past(name, getattr(t, name))
        rules.check_tender(t)
    return t


@transaction.atomic
def new_contract(project, *, by, **values):
    """Sign: the contract is what was awarded. The firm becomes a party of the project in its role."""
    project = hold(project)
    tender = values.get("tender")
    if tender and tender.contracts.exists():
        words = "这次招标已经签过合同"
        raise Refused("tender_has_contract", words, {"tender": [words]})
    return write_contract(Contract(project=project), by=by, **values)


@transaction.atomic
def edit_contract(contract, *, by, version=None, **values):
    hold(contract.project)
    return write_contract(contract, by=by, version=version, **values)


def write_contract(contract, *, by, version=None, **values):
    with change(contract, by=by, act=Act.CONTRACT_EDIT, version=version) as c:
        before = [getattr(c, name) for name in AGREED]
        for name, value in values.items():
            setattr(c, name, value)
        if c.pk and before != [getattr(c, name) for name in AGREED] and followed(c):
            raise Refused("has_followers", "合同已有变更或支付，合同价、单位和标的不能再改；增减请登记工程变更")
        past("signed_on", c.signed_on)
        rules.check_contract(c)
    if role := NAMED_AS.get(c.subject):
        set_party(c.project, by=by, role=role, organisation=c.organisation)
    return c


def followed(contract):
    return contract.variations.exists() or contract.payments.exists()
