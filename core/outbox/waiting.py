from django.db.models import Q

from core.outbox.acts import NoticeAct
from core.outbox.models import OutboxMessage
from core.waiting import waits

State = OutboxMessage.State


def own(user):
    """A person's notices, and those that the portal sent for exactly their area."""
    theirs = Q(by=user.pk) | Q(by=None, area_code__in=user.prefixes)
    return OutboxMessage.objects.visible_to(user).filter(theirs)


@waits("通知待打印", NoticeAct.PRINT, verb="打印", since="created_at")
def to_print(user):
    return own(user).filter(state=State.PAPER).order_by("created_at", "pk")


@waits(
    "通知没有发出", NoticeAct.TO_PAPER, verb="重发或改发纸质", since="updated_at", detail=lambda notice: notice.error
)
def failed(user):
    return own(user).filter(state=State.FAILED).order_by("updated_at", "pk")
