"""Asking households for their part in the works, and what each of them says. Pages, API and the demo call these."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change, change_many, snapshot
from core.errors import Refused
from resident_participation.cards.actions import households
from resident_participation.clearances.models import Clearance, ClearanceAsk

Said, Kind = Clearance.Said, ClearanceAsk.Kind


@transaction.atomic
def ask(*, by, amount=None, **values):
    """Ask the households in scope, as the roll knows them today; `amount` (元) is asked of each of them."""
    new = ClearanceAsk(**values)
    by.require(Act.CLEARANCE_ASK, new)
    if not new.project.communities.filter(pk=new.community_id).exists():
        words = f"{new.project}里没有{new.community}"
        raise Refused("other_community", words, {"project": [words]})
    if amount is not None and new.kind != Kind.SHARE:
        words = "只有分摊费用才填金额"
        raise Refused("no_amount", words, {"amount": [words]})
    with change(new, by=by, act=Act.CLEARANCE_ASK) as made:
        pass
    if not reach_out(made, by=by, amount=amount):
        words = f"业主名册里没有{made.place}的住户，请先导入名册，幢号和单元号写法和名册一样"
        raise Refused("no_households", words, {"building": [words]})
    return made


def reach_out(asked, *, by, amount=None):
    """A line for every household in scope that has none yet. Returns how many are new."""
    rows = households(asked.community).exclude(clearances__ask=asked).select_related("community__area")
    for name in ("building", "unit"):
        if getattr(asked, name):
            rows = rows.filter(**{name: getattr(asked, name)})
    new = [(Clearance(ask=asked, row=row, amount=amount), {}) for row in rows]
    return change_many(new, by=by, act=Act.CLEARANCE_ASK)


@transaction.atomic
def edit(asked, *, by, version=None, **values):
    """Words and deadline; whom it is asked of stays. Households that are new in the roll are asked as well."""
    with change(asked, by=by, act=Act.CLEARANCE_ASK, version=version) as a:
        ClearanceAsk.LIFECYCLE.step(a, Act.CLEARANCE_ASK)
        for name, value in values.items():
            setattr(a, name, value)
    reach_out(a, by=by)
    return a


@transaction.atomic
def set_amounts(asked, *, by, amount, floor_from, floor_to):
    """What each household of some floors pays, in 元; those that have paid keep their amount."""
    held = ClearanceAsk.objects.select_for_update(of=["self"]).get(pk=asked.pk)
    by.require(Act.CLEARANCE_AMOUNT, held)
    ClearanceAsk.LIFECYCLE.step(held, Act.CLEARANCE_AMOUNT)
    if held.kind != Kind.SHARE:
        raise Refused("no_amount", "只有分摊费用才填金额")
    rows = held.households.select_for_update(of=["self"]).select_related("ask__community__area", "row")
    rows = rows.exclude(state=Clearance.State.DONE)
    pairs = [(one, snapshot(one)) for one in rows.filter(row__floor__range=(floor_from, floor_to))]
    if not pairs:
        words = f"{floor_from} 层到 {floor_to} 层没有还没交的住户"
        raise Refused("no_households", words, {"floor_from": [words]})
    for one, _ in pairs:
        one.amount = amount
    change_many(pairs, by=by, act=Act.CLEARANCE_AMOUNT)
    return held


def end(asked, *, by):
    with change(asked, by=by, act=Act.CLEARANCE_END) as a:
        ClearanceAsk.LIFECYCLE.step(a, Act.CLEARANCE_END)
    return a


def say(clearance, *, by, said, reason=""):
    """A household's own word, with its card. Money counts when it is there: that the office writes down."""
    by.require(Act.CLEARANCE_ANSWER, clearance)
    if said == Said.AGAIN:
        raise Refused("not_yours", "这一项由工作人员登记")
    if said == Said.FINISH and clearance.ask.kind == Kind.SHARE:
        words = "交了钱以后由工作人员登记，请保管好收据"
        raise Refused("paid_at_the_office", words, {"said": [words]})
    return moved(clearance, by=by, act=Act.CLEARANCE_ANSWER, said=said, reason=reason, channel=Clearance.Channel.CARD)


def record(clearance, *, by, said, reason="", receipt=""):
    """What a clerk heard or saw at the door; a payment with the number of its receipt."""
    by.require(Act.CLEARANCE_RECORD, clearance)
    if said == Said.FINISH and clearance.ask.kind == Kind.SHARE and not receipt.strip():
        words = "登记交款要写收据号"
        raise Refused("no_receipt", words, {"receipt": [words]})
    channel = {"channel": Clearance.Channel.CLERK, "receipt": receipt.strip()}
    return moved(clearance, by=by, act=Act.CLEARANCE_RECORD, said=said, reason=reason, **channel)


@transaction.atomic
def moved(clearance, *, by, act, said, reason, **values):
    asked = ClearanceAsk.objects.select_for_update(of=["self"]).get(pk=clearance.ask_id)
    if asked.state != ClearanceAsk.State.OPEN:
        raise Refused("ended", "这件事已经结束，不再登记")
    if said == Said.STRUGGLE and not reason.strip():
        words = "请写清楚有什么困难，才好帮忙"
        raise Refused("needs_reason", words, {"reason": [words]})
    with change(clearance, by=by, act=act) as c:
        Clearance.LIFECYCLE.step(c, said)
        c.reason = reason.strip() if said == Said.STRUGGLE else ""
        c.said_at = timezone.now()
        for name, value in values.items():
            setattr(c, name, value)
    return c
