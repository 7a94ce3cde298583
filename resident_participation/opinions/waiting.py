from accounts.policy import Act
from core.waiting import waits
from resident_participation.opinions.models import SchemeOpinion


@waits("方案意见", Act.SCHEME_ADOPT, verb="答复", since="filed_at", detail=lambda o: str(o.window))
def opinions(user):
    rows = SchemeOpinion.objects.visible_to(user).filter(state=SchemeOpinion.State.OPEN)
    return rows.select_related("window__community__area__parent").order_by("filed_at", "pk")
