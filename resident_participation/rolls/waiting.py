from accounts.policy import Act
from core.waiting import waits
from resident_participation.rolls.models import RollObjection


@waits("名册异议", Act.ROLL_ACCEPT, verb="答复", since="filed_on", detail=lambda o: o.text[:40])
def objections(user):
    rows = RollObjection.objects.visible_to(user).filter(state=RollObjection.State.OPEN)
    return rows.select_related("community__area__parent").order_by("filed_on", "pk")
