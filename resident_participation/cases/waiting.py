from django.db.models import Q

from accounts.policy import Act
from core.waiting import waits
from resident_participation.cases.models import Feedback, State, held_by, offered_to, offices_of


def told(case):
    return f"{case.community}：{case.text[:40]}"


def seen(rows):
    return rows.select_related("community__area__parent", "offer").order_by("received_at", "pk")


@waits("诉求待受理或接收", Act.FEEDBACK_ACCEPT, verb="受理", since="received_at", detail=told)
def to_accept(user):
    new = Q(state=State.RECEIVED) & held_by(user)
    return seen(Feedback.objects.visible_to(user).filter(new | offered_to(user)))


@waits("意见诉求", Act.FEEDBACK_REPLY, verb="办理", since="received_at", detail=told)
def to_reply(user):
    """What lies with a person's own office or firm and is at work."""
    states = (State.ACCEPTED, State.REOPENED)
    return seen(Feedback.objects.visible_to(user).filter(state__in=states, paused_at=None).held_by(user))


@waits("居民说没解决，重新办理", Act.FEEDBACK_REOPEN, verb="查看", since="received_at", detail=told)
def came_back(user):
    """Told to every office over the case, wherever it lies."""
    return seen(Feedback.objects.visible_to(user).filter(state=State.REOPENED, reopened__gt=0))


@waits("诉求待回访", Act.FEEDBACK_CALL_BACK, verb="回访", since="replied_at", detail=told)
def to_call(user):
    return seen(Feedback.objects.visible_to(user).filter(state=State.REPLIED, keeper__in=offices_of(user)))


@waits("上报来的诉求", Act.FEEDBACK_DECIDE, verb="督办", since="received_at", detail=told)
def raised(user):
    return seen(Feedback.objects.visible_to(user).watched_by(user))
