from accounts.policy import Act
from core.waiting import waits
from projects.funds.models import Pledge


@waits("认缴待接受", Act.PLEDGE_ACCEPT, verb="办理", since="pledged_on", detail=lambda p: str(p.project))
def to_accept(user):
    rows = Pledge.objects.visible_to(user).filter(state=Pledge.State.OFFERED)
    return rows.select_related("project__area__parent").order_by("pledged_on", "pk")
