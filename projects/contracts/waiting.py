from accounts.policy import Act
from core.waiting import waits
from projects.contracts.models import Payment, Variation


def of_contract(rows):
    return rows.select_related("contract__project__area__parent", "contract__organisation")


@waits(
    "工程变更待审批",
    Act.VARIATION_APPROVE,
    verb="审批",
    since="proposed_on",
    detail=lambda v: f"{v.what}，{v.amount} 万元",
)
def variations(user):
    rows = Variation.objects.visible_to(user).filter(state=Variation.State.PROPOSED)
    return of_contract(rows).order_by("proposed_on", "pk")


@waits("支付待审核", Act.PAYMENT_APPROVE, verb="审核", since="requested_on", detail=lambda p: str(p.contract.project))
def payments_to_check(user):
    rows = Payment.objects.visible_to(user).filter(state=Payment.State.REQUESTED)
    return of_contract(rows).order_by("requested_on", "pk")


@waits("支付待付款", Act.PAYMENT_PAY, verb="付款", since="requested_on", detail=lambda p: str(p.contract.project))
def payments_to_make(user):
    rows = Payment.objects.visible_to(user).filter(state=Payment.State.APPROVED)
    return of_contract(rows).order_by("requested_on", "pk")
