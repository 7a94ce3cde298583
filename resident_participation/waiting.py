from accounts.policy import Act
from core.waiting import waits
from resident_participation.initiatives import waiting as initiatives
from resident_participation.models import Feedback
from resident_participation.opinions import waiting as opinions
from resident_participation.rolls import waiting as rolls

__all__ = ["feedback", "initiatives", "opinions", "rolls"]

HANDLERS = {"street", "district", "city"}


@waits(
    "意见诉求", Act.FEEDBACK_CLOSE, verb="办理", since="received_at", detail=lambda f: f"{f.community}：{f.text[:40]}"
)
def feedback(user):
    """Open messages that lie with a person's own level."""
    own = HANDLERS & {role for role, _ in user.rights}
    rows = Feedback.objects.visible_to(user).open().filter(handler__in=own)
    return rows.select_related("community__area__parent").order_by("received_at", "pk")
