"""What opinions add to the pages of rounds and projects."""

from core.panels import panel
from resident_participation.opinions import figures


@panel("public_round", "resident_participation/_round_objections.html", order=30)
def objections(round_, user):
    """Those against a round's package, by floor, with their answers; nothing where nobody was asked."""
    return {"objections": figures.objections(round_)} if round_.opinion_windows.exists() else None


@panel("round", "resident_participation/_windows.html", order=30)
def of_round(round_, user):
    """The windows of a round: always on a draft, where one can be opened."""
    found = figures.heard(round_.opinion_windows.all())
    may_ask = round_.status == "draft" and user.may("scheme.ask", round_)
    query = f"round={round_.pk}&community={round_.community_id}"
    return {"heard": found, "may_ask": may_ask, "query": query} if found or may_ask else None


@panel("project", "resident_participation/_windows.html", order=60)
def of_project(project, user):
    found = figures.heard(project.opinion_windows.visible_to(user))
    may_ask = user.may("scheme.ask", project)
    return {"heard": found, "may_ask": may_ask, "query": f"project={project.pk}"} if found or may_ask else None
