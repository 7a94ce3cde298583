from accounts.policy import Act
from core.waiting import waits
from resident_participation.slips.models import Delivery


@waits("送达回访", Act.SLIP_CALL_BACK, verb="回访", since="at", detail=lambda d: f"{d.seat.round}")
def call_backs(user):
    """Drawn deliveries that nobody has rung about, not one's own."""
    rows = Delivery.objects.visible_to(user).filter(draw__isnull=False, called_back=None).exclude(by=user.pk)
    return rows.select_related("seat__round__community__area__parent").order_by("at", "pk")
