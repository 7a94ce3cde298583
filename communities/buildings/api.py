from django.db.models import F
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.buildings import actions, lifts, reconcile
from communities.buildings.filters import BuildingFilter, StairUnitFilter
from communities.buildings.models import Building, CountExplanation, StairUnit
from communities.register.models import Community
from core.api import ScopedViewSet, expected_version
from core.changes import plain

FACTS = [
    "number", "built_year", "storeys", "structure", "stair_units", "households", "floor_area", "roof", "facade",
    "lifts", "self_contained", "grade", "appraised_on", "hazards", "note",
]  # fmt: skip
UNIT_FACTS = [
    "number", "storeys", "flats_per_floor", "has_lift", "single_owner", "legal_title", "in_expropriation",
    "negative_list", "site",
]  # fmt: skip


class BuildingInput(serializers.ModelSerializer):
    """Facts of a building. `reason` goes to the change log."""

    reason = serializers.CharField(required=False, default="", write_only=True, max_length=500)

    class Meta:
        model = Building
        fields = ["community", *FACTS, "reason"]
        validators = []  # number once per community: the action's full_clean says it


class BuildingViewSet(ScopedViewSet):
    """楼栋. Which community a building belongs to is said once, when it is made."""

    model, filterset_class, serializer_class = Building, BuildingFilter, BuildingInput
    columns = {
        "id": "id",
        "community": "community_id",
        "community_code": F("community__code"),
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        **{name: name for name in FACTS},
        "version": "version",
        "updated_at": "updated_at",
    }

    @extend_schema(request=BuildingInput)
    def create(self, request):
        data = BuildingInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.create(by=request.user, **data.validated_data), status=201)

    @extend_schema(request=BuildingInput(partial=True))
    def partial_update(self, request, pk):
        building = self.get_object()
        data = BuildingInput(building, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        values = {name: value for name, value in data.validated_data.items() if name != "community"}
        return self.one(actions.edit(building, by=request.user, version=expected_version(request), **values))


class StairUnitInput(serializers.ModelSerializer):
    """Facts of a stair unit; null and "" mean that nobody has looked yet."""

    reason = serializers.CharField(required=False, default="", write_only=True, max_length=500)

    class Meta:
        model = StairUnit
        fields = ["building", *UNIT_FACTS, "reason"]
        validators = []


class StairUnitViewSet(ScopedViewSet):
    """单元. `lift` is what `buildings.lifts` makes of the facts today: can, open, cannot or has."""

    model, filterset_class, serializer_class = StairUnit, StairUnitFilter, StairUnitInput
    columns = {
        "id": "id",
        "building": "building_id",
        "building_number": F("building__number"),
        "community": F("building__community_id"),
        **{name: name for name in UNIT_FACTS},
        "version": "version",
        "updated_at": "updated_at",
    }

    def shown_columns(self):
        return super().shown_columns() | {"lift": lifts.state_of_unit()}

    @extend_schema(request=StairUnitInput)
    def create(self, request):
        data = StairUnitInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.create_unit(by=request.user, **data.validated_data), status=201)

    @extend_schema(request=StairUnitInput(partial=True))
    def partial_update(self, request, pk):
        unit = self.get_object()
        data = StairUnitInput(unit, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        values = {name: value for name, value in data.validated_data.items() if name != "building"}
        return self.one(actions.edit_unit(unit, by=request.user, version=expected_version(request), **values))


class ExplanationInput(serializers.Serializer):
    """Why the two numbers of a quantity differ."""

    quantity = serializers.ChoiceField(choices=CountExplanation.Quantity)
    reason = serializers.CharField(max_length=200)


class CommunityReconciliation(APIView):
    """数据核对: a community's recorded totals beside the sums of its buildings. POST explains a difference."""

    def community(self, request, pk):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        return get_object_or_404(Community.objects.visible_to(request.user).select_related("area"), pk=pk)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, pk):
        return answer(self.community(request, pk))

    @extend_schema(request=ExplanationInput, responses=OpenApiTypes.OBJECT)
    def post(self, request, pk):
        community = self.community(request, pk)
        data = ExplanationInput(data=request.data)
        data.is_valid(raise_exception=True)
        reconcile.explain_difference(community, by=request.user, **data.validated_data)
        return answer(community)


def answer(community):
    found = reconcile.lines(community)
    return Response({"community": community.pk, "counted": bool(found), "results": [line(one) for one in found]})


def line(one):
    return {
        "quantity": one.quantity,
        "recorded": plain(one.recorded),
        "counted": plain(one.counted),
        "difference": plain(one.difference),
        "reason": one.reason,
        "by_name": one.by_name,
        "at": one.at,
        "open": one.is_open,
    }
