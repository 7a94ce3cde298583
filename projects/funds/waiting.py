from django.utils import timezone

from accounts.policy import Act
from core.waiting import waits
from projects.funds.models import Pledge


@waits("认缴待接受", Act.PLEDGE_ACCEPT, verb="办理", since="pledged_on", detail=lambda p: str(p.project))
def to_accept(user):
    rows = Pledge.objects.visible_to(user).filter(state=Pledge.State.OFFERED)
    return rows.select_related("project__area__parent").order_by("pledged_on", "pk")


@waits(
    "认缴逾期没有到账",
    Act.PLEDGE_PAY,
    verb="办理",
    since="due_on",
    detail=lambda p: f"{p.project}，应 {p.due_on:%m月%d日}到账",
)
def to_pay(user):
    rows = Pledge.objects.visible_to(user).filter(state=Pledge.State.ACCEPTED, due_on__lt=timezone.localdate())
    return rows.select_related("project__area__parent").order_by("due_on", "pk")
