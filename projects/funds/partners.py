"""Calls for partners and what they pledge: it counts once accepted, and enters the ledger when it is paid."""

from django.db import transaction

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.funds.actions import enter
from projects.funds.models import FundEntry, PartnerCall, Pledge
from projects.money.models import FundingSource
from projects.register.actions import past, told
from projects.stages.records import hold

State = Pledge.State


def save_call(call=None, *, by, version=None, **values):
    """A call lies where its project or unit lies. Refuses `one_of_both` when it names both or neither."""
    with change(call or PartnerCall(), by=by, act=Act.CALL_EDIT, version=version) as c:
        for name, value in values.items():
            setattr(c, name, value)
        if bool(c.project) == bool(c.unit):
            words = "请在项目和片区里选一个"
            raise Refused("one_of_both", words, {"project": [words]})
        c.area = (c.project or c.unit).area
    return c


@transaction.atomic
def record(project, *, by, **values):
    """Somebody promises money or something in kind. Refuses `government`: the treasury does not pledge, it plans."""
    pledge = Pledge(project=hold(project), **values)
    with change(pledge, by=by, act=Act.PLEDGE_RECORD) as p:
        past("pledged_on", p.pledged_on)
        if p.source.group == FundingSource.Group.GOVERNMENT:
            words = "财政资金在资金台账里登记计划，不是认缴"
            raise Refused("government", words, {"source": [words]})
        if not p.amount and not p.in_kind.strip():
            raise Refused("nothing", "请填金额，或者写明实物", {"amount": ["请填金额，或者写明实物"]})
    return p


def accept(pledge, *, by, document, due_on):
    """The agreement is signed; the money is due on a day."""
    with change(pledge, by=by, act=Act.PLEDGE_ACCEPT) as p:
        Pledge.LIFECYCLE.step(p, Act.PLEDGE_ACCEPT)
        if due_on < p.pledged_on:
            words = f"不能早于提出日期 {p.pledged_on:%Y年%m月%d日}"
            raise Refused("out_of_order", words, {"due_on": [words]})
        p.document, p.due_on = document, due_on
    return p


@transaction.atomic
def pay(pledge, *, by, date, document):
    """The money is there: it enters the ledger in the same transaction. Things in kind enter no ledger."""
    with change(pledge, by=by, act=Act.PLEDGE_PAY, note=document) as p:
        Pledge.LIFECYCLE.step(p, Act.PLEDGE_PAY)
        p.paid_on = past("date", date)
        if p.amount:
            arrived = {"kind": FundEntry.Kind.ARRIVED, "year": date.year, "dated_on": date, "document": document}
            enter(p.project, by=by, source=p.source, amount=p.amount, note=f"认缴到账：{p.party}", **arrived)
    return p


def end(pledge, *, by, reason):
    with change(pledge, by=by, act=Act.PLEDGE_END, note=told(reason)) as p:
        Pledge.LIFECYCLE.step(p, Act.PLEDGE_END)
        p.end_reason = reason.strip()
    return p
