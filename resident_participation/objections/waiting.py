from accounts.policy import Act
from core.waiting import waits
from resident_participation.objections.models import Objection


@waits("公示异议", Act.OBJECTION_REPLY, verb="答复", since="filed_on", detail=lambda o: o.text[:40])
def objections(user):
    rows = Objection.objects.visible_to(user).filter(state=Objection.State.OPEN)
    return rows.select_related("seat", "round__community__area__parent").order_by("filed_on", "pk")
