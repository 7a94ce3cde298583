from django.utils import timezone

from core.panels import panel


@panel("unit", "projects/_unit_projects.html", order=20)
def projects(unit, user):
    """The projects of a unit with their progress."""
    own = unit.projects.visible_to(user).select_related("area").prefetch_related("baselines")
    return {"projects": own.order_by("-plan_year", "pk"), "today": timezone.localdate()}
