"""The ledger of funds: rows are added, never altered; what was wrong is corrected by a row with the opposite sign."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.funds.models import FundEntry
from projects.register.actions import past
from projects.register.models import Project

Kind = FundEntry.Kind


@transaction.atomic
def enter(project, *, by, **values):
    """One movement of money of a project, 万元. Refuses `below_zero` and `more_than_arrived`, with the numbers."""
    project = Project.objects.select_for_update(of=["self"]).get(pk=project.pk)
    entry = FundEntry(project=project, **values)
    past("dated_on", entry.dated_on)
    check_balance(entry)
    with change(entry, by=by, act=Act.FUND_ENTER, note=entry.note) as e:
        pass
    return e


def check_balance(entry):
    """No sum of a source, year and kind falls below 0; of a source no more is spent than has arrived."""
    same = entry.project.fund_entries.filter(source=entry.source)
    own = total(same.filter(kind=entry.kind, year=entry.year)) + entry.amount
    if own < 0:
        words = (
            f"{entry.source}{entry.year}年{entry.get_kind_display()}现有 {own - entry.amount} 万元，冲减后会变成负数"
        )
        raise Refused("below_zero", words, {"amount": [words]})
    arrived, spent = total(same.filter(kind=Kind.ARRIVED)), total(same.filter(kind=Kind.SPENT))
    arrived += entry.amount if entry.kind == Kind.ARRIVED else 0
    spent += entry.amount if entry.kind == Kind.SPENT else 0
    if spent > arrived:
        words = f"{entry.source}累计到位 {arrived} 万元，支出会到 {spent} 万元，多出 {spent - arrived} 万元"
        raise Refused("more_than_arrived", words, {"amount": [words]})


def total(rows):
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")
