from django.db.models import F

from core.api import ScopedViewSet
from projects.register.filters import OfProjectFilter
from resident_participation.outcome.models import Promise


class PromiseFilter(OfProjectFilter):
    class Meta:
        model = Promise
        fields = ["community"]


class PromiseViewSet(ScopedViewSet):
    """承诺清单 as locked when the works began; compare with works-items."""

    model, filterset_class = Promise, PromiseFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "community": "community_id",
        "area": F("project__area_id"),
        "item": "item_id",
        "item_name": F("item__name"),
        "planned": "planned",
        "measure": "measure",
        "note": "note",
        "locked_on": "locked_on",
    }
