from accounts.policy import Act
from core.waiting import waits
from resident_participation.recounts.models import Challenge, Recount


@waits("复核申请", Act.RECOUNT_DRAW, verb="抽样", since="filed_at", detail=lambda c: f"{c.round}：{c.reason[:40]}")
def challenges(user):
    """Households that asked while no sample was drawn."""
    rows = Challenge.objects.visible_to(user).filter(round__recount=None)
    return rows.select_related("seat", "round__community__area__parent").order_by("filed_at", "pk")


@waits("纸质票复核", Act.RECOUNT_FINISH, verb="复看", since="drawn_at", detail=lambda r: r.get_state_display())
def recounts(user):
    rows = Recount.objects.visible_to(user).exclude(state=Recount.State.DONE)
    return rows.select_related("round__community__area__parent").order_by("drawn_at", "pk")
