"""What the money on paper adds up to: the ladder of five amounts with what exceeds it, contracts with their sums."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import DecimalField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from communities.register.stages import Stage
from core import thresholds
from projects.contracts.models import Amount, Payment, Variation

CENT, ZERO = Decimal("0.01"), Decimal(0)
MONEY = DecimalField(max_digits=14, decimal_places=2)
CLAIMED = [Payment.State.REQUESTED, Payment.State.APPROVED, Payment.State.PAID]
AGAIN = {Amount.Kind.APPROVED_BUDGET: "，要重新报批可行性研究报告"}  # what it takes beyond what is allowed


@dataclass(frozen=True)
class Excess:
    """An amount above the one before it. `grave` when it is beyond the percent that the rule tolerates."""

    amount: Amount
    limit: Amount
    allowed: Decimal  # percent

    @property
    def over(self):
        return self.amount.amount - self.limit.amount

    @property
    def percent(self):
        """Percent of the limit, one decimal; None when the limit is nothing."""
        return self.limit.amount and (self.over * 100 / self.limit.amount).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def grave(self):
        return self.over * 100 > self.limit.amount * self.allowed

    @property
    def words(self):
        share = f"（{self.percent}%）" if self.percent else ""
        said = f"{self.amount.get_kind_display()}超{self.limit.get_kind_display()} {self.over:,.2f} 万元{share}"
        if not self.grave:
            return f"{said}，在允许的 {self.allowed:.0f}% 以内"
        return said + AGAIN.get(self.amount.kind, "")


@dataclass(frozen=True)
class Rung:
    """One of the five, whether it is there or not."""

    kind: Amount.Kind
    amount: Amount | None
    excess: Excess | None


def ladder(amounts):
    """[Rung] of the five amounts; each is held against the nearest one before it that is known."""
    known, limit, found = {a.kind: a for a in amounts}, None, []
    for kind in Amount.Kind:
        amount = known.get(kind)
        found.append(Rung(kind, amount, amount and above(amount, limit)))
        limit = amount or limit
    return found


def above(amount, limit):
    """The Excess of an amount over its limit, None when it keeps it."""
    if limit is None or amount.amount <= limit.amount:
        return None
    return Excess(amount, limit, thresholds.value(f"amount.over.{amount.kind}"))


def excess(project):
    """[Excess] of a project, in the order of the five amounts."""
    return [rung.excess for rung in ladder(project.amounts.all()) if rung.excess]


def total(model, **conditions):
    rows = model.objects.filter(contract=OuterRef("pk"), **conditions).order_by().values("contract")
    return Coalesce(Subquery(rows.values(sum=Sum("amount")), output_field=MONEY), ZERO, output_field=MONEY)


def with_money(contracts):
    """Contracts with `varied` (approved variations), `current` (sum now), `claimed` (asked for or paid) and `paid`."""
    return contracts.annotate(
        varied=total(Variation, state=Variation.State.APPROVED),
        claimed=total(Payment, state__in=CLAIMED),
        paid=total(Payment, state=Payment.State.PAID),
        current=F("amount") + F("varied"),
    )


def retained(contract):
    """What is kept back of a contract's sum until the project's warranty has ended, 万元."""
    if contract.project.status == Stage.CLOSED:
        return ZERO
    return (contract.current * contract.retention / 100).quantize(CENT, ROUND_HALF_UP)


def payable(contract):
    """What may still be asked for, 万元; never below nothing."""
    return max(contract.current - contract.claimed - retained(contract), ZERO)


def share_varied(contract, more=ZERO):
    """Approved variations, and `more`, in percent of the contract's price, one decimal; None without a price."""
    sum_ = contract.varied + more
    return (sum_ * 100 / contract.amount).quantize(Decimal("0.1"), ROUND_HALF_UP) if contract.amount else None
