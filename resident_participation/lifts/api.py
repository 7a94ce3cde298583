"""Stair-unit rounds of communities for programs: side by side, and drafted in one act."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.db.models.fields.json import KeyTransform
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api import ScopedViewSet
from core.steps.shape import serializer_of, typed
from resident_participation.lifts import actions, forms
from resident_participation.lifts.filters import LiftFilter
from resident_participation.votes.models import Round

ROLL = KeyTransform("roll", "package")


class LiftConsentViewSet(ScopedViewSet):
    """每个单元一轮; what came of each is under `votes/{id}/result/`."""

    model, filterset_class, serializer_class = Round, LiftFilter, serializer_of(forms.NewUnitsForm)
    columns = {
        "id": "id",
        "title": "title",
        "community": "community_id",
        "building": "building",
        "unit": "unit",
        "status": "status",
        "households": KeyTransform("households", ROLL),
        "heads": KeyTransform("heads", ROLL),
        "area_cm2": KeyTransform("area_cm2", ROLL),
        "closes_at": "closes_at",
        "objections": Count("objections"),
        "root": "root",
        "version": "version",
    }

    def get_queryset(self):
        return super().get_queryset().filter(scope=Round.Scope.UNIT)

    @extend_schema(request=serializer_of(forms.NewUnitsForm), responses={201: OpenApiTypes.OBJECT})
    def create(self, request):
        """One draft for each of the units, all or none: {"rounds": [id]}."""
        if not request.user.is_authenticated:
            raise PermissionDenied
        values = typed(forms.NewUnitsForm, request, user=request.user)
        made = actions.draft_units(values.pop("community"), by=request.user, **values)
        return Response({"rounds": [round_.pk for round_ in made]}, status=201)
