from accounts.policy import Act
from core.waiting import waits
from projects.precincts.models import PrecinctPlan


@waits("片区方案待审", Act.PRECINCT_APPROVE, verb="审核", since="updated_at", detail=lambda p: p.unit.area.full_name)
def to_approve(user):
    rows = PrecinctPlan.objects.visible_to(user).filter(state=PrecinctPlan.State.SUBMITTED)
    return rows.select_related("unit__area__parent").order_by("updated_at", "pk")
