from django.db.models import F
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.bodies import actions
from resident_participation.bodies.filters import BodyFilter
from resident_participation.bodies.forms import BodyForm
from resident_participation.bodies.models import Body
from resident_participation.bodies.steps import STEPS


@with_steps(STEPS)
@writes(BodyForm, create=actions.found, edit=actions.edit)
class BodyViewSet(ScopedViewSet):
    """议事组织, a row a term."""

    model, filterset_class = Body, BodyFilter
    columns = {
        "id": "id",
        "kind": "kind",
        "name": "name",
        "number": "number",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": "area_id",
        "term_from": "term_from",
        "term_to": "term_to",
        "chosen": "chosen",
        "document": "document",
        "contact": "contact",
        "state": "state",
        "ended_on": "ended_on",
        "version": "version",
    }

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def members(self, request, pk):
        """Who sits in it, by post and term; the name masked unless they sit there by public office."""
        return Response([told(member) for member in self.get_object().members.all()])


def told(member):
    named = ("id", "post", "side", "office", "chosen", "from_on", "to_on", "declared_on")
    return {name: getattr(member, name) for name in named} | {"name": member.public_name}
