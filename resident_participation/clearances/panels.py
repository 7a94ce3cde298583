from core.panels import panel
from resident_participation.clearances import figures


@panel("project", "resident_participation/_project_clearances.html", order=65)
def of_project(project, user):
    """What a project asks of its households, and how far they are."""
    asks = list(project.clearance_asks.visible_to(user))
    may_ask = user.may("clearance.ask", project)
    if not asks and not may_ask:
        return None
    entrances = figures.by_entrance(asks)
    return {"asks": [(ask, figures.summed(entrances.get(ask.pk, {}).values())) for ask in asks], "may_ask": may_ask}
