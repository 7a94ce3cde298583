from core.panels import panel
from projects.special_works import board
from projects.special_works.models import Coordination
from projects.special_works.sites import Site


@panel("unit", "projects/_site_works.html", order=30)
def works(unit, user):
    """专项工程统筹 of the unit, as on its own page."""
    plans = Coordination.objects.visible_to(user).filter(unit=unit)
    return board.facts(Site(unit=unit), unit.area, user) | {"plans": plans, "act": board.acts("unit", unit)}
