"""What happens to a contract after it is signed: variations of its sum, and payments out of it.

Every act locks the contract, so that two payments asked for at once are counted one after the other.
"""

from django.db import transaction
from django.db.models import Max

from accounts.policy import Act
from core import thresholds
from core.changes import change
from core.errors import Refused
from projects.contracts import figures
from projects.contracts.models import Contract, Payment, Variation
from projects.register.actions import past, told


def hold(contract):
    """Lock a contract and read what it comes to."""
    Contract.objects.select_for_update(of=["self"]).get(pk=contract.pk)
    return figures.with_money(Contract.objects.filter(pk=contract.pk).select_related("project")).get()


@transaction.atomic
def propose(contract, *, by, version=None, **values):
    """A variation of the contract; it counts once it is approved."""
    held = hold(contract)
    number = (held.variations.aggregate(last=Max("number"))["last"] or 0) + 1
    with change(Variation(contract=held, number=number, **values), by=by, act=Act.VARIATION_PROPOSE) as variation:
        past("proposed_on", variation.proposed_on)
    return variation


@transaction.atomic
def approve_variation(variation, *, by, date, decision=""):
    """The contract's sum changes from here.

    Refuses `over_share` (beyond the share of the price that the district lets pass without its own words) and
    `below_claimed` (less than what was already asked for).
    """
    contract = hold(variation.contract)
    share = figures.share_varied(contract, variation.amount)
    most = thresholds.value("contract.variation.share")
    if variation.amount > 0 and share is not None and share > most and not decision.strip():
        words = f"累计变更达到合同价的 {share}%，超过 {most:.0f}%，区县批准时请写明审批意见"
        raise Refused("over_share", words, {"decision": [words]})
    if contract.current + variation.amount < contract.claimed:
        raise Refused("below_claimed", f"减下来就少于已申请、已支付的 {contract.claimed:,.2f} 万元，请核对")
    return decide(variation, Act.VARIATION_APPROVE, by=by, date=date, decision=decision)


@transaction.atomic
def reject_variation(variation, *, by, date, reason):
    hold(variation.contract)
    return decide(variation, Act.VARIATION_REJECT, by=by, date=date, decision=told(reason))


def decide(variation, act, *, by, date, decision):
    with change(variation, by=by, act=act, note=decision) as v:
        Variation.LIFECYCLE.step(v, act)
        v.decided_on, v.decision = past("date", date), decision.strip()
        if date < v.proposed_on:
            raise Refused("before_proposal", "审批不能早于提出日期", {"date": ["审批不能早于提出日期"]})
    return v


@transaction.atomic
def request(contract, *, by, version=None, **values):
    """Ask for a payment. Refuses `above_payable`, and `retention_held` until the warranty has ended."""
    held = hold(contract)
    asked = Payment(contract=held, **values)
    with change(asked, by=by, act=Act.PAYMENT_REQUEST) as payment:
        past("requested_on", payment.requested_on)
        kept = figures.retained(held)
        if payment.kind == Payment.Kind.RETENTION and kept:
            words = "质保期满、项目结束以后才能申请质保金"
            raise Refused("retention_held", words, {"kind": [words]})
        left = figures.payable(held)
        if payment.amount > left:
            words = f"最多还能申请 {left:,.2f} 万元：现合同价 {held.current:,.2f}，已申请和已付 {held.claimed:,.2f}"
            words += f"，质保金 {kept:,.2f}" if kept else ""
            raise Refused("above_payable", words, {"amount": [words]})
    return payment


@transaction.atomic
def approve_payment(payment, *, by, note=""):
    return move(payment, Act.PAYMENT_APPROVE, by=by, note=note)


@transaction.atomic
def reject_payment(payment, *, by, reason):
    return move(payment, Act.PAYMENT_REJECT, by=by, note=told(reason))


@transaction.atomic
def pay(payment, *, by, date, voucher):
    """Paid, with the day and the voucher. The ledger of funds is another book: nothing is written there."""
    if not voucher.strip():
        raise Refused("no_voucher", "请填凭证号", {"voucher": ["请填凭证号"]})
    return move(payment, Act.PAYMENT_PAY, by=by, paid_on=past("date", date), voucher=voucher.strip())


def move(payment, act, *, by, note="", **facts):
    hold(payment.contract)
    with change(payment, by=by, act=act, note=note) as p:
        Payment.LIFECYCLE.step(p, act)
        for name, value in facts.items():
            setattr(p, name, value)
        p.note = note or p.note
    return p
