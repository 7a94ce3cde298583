from core.panels import panel
from projects.precincts.balance import balance
from projects.precincts.content import balanced
from projects.precincts.models import PrecinctPlan

State = PrecinctPlan.State


@panel("unit.side", "projects/_precinct_panel.html", order=10)
def gaps(unit, user):
    """设施缺口与补位, with the spaces of the newest plan."""
    plans = list(unit.plans.visible_to(user)[:2])
    plan = next((p for p in plans if p.state == State.APPROVED), plans[0] if plans else None)
    elements = list(plan.elements.select_related("kind", "space", "project")) if plan else []
    return {
        "plan": plan,
        "lines": [balanced(line) for line in balance(list(unit.communities.all()), elements) if line.gap],
        "spaces": [one for one in elements if one.space],
    }
