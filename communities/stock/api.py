from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from accounts.models import Area
from communities.facilities.models import FacilityKind
from communities.register.models import Community
from communities.stock import actions
from communities.stock.filters import SpaceUseFilter, StockSpaceFilter
from communities.stock.models import SpaceUse, StockSpace
from core.api import ScopedViewSet, expected_version
from core.geojson import Placed

FACTS = ["name", "kind", "address", "longitude", "latitude", "size", "title", "owner", "state", "constraints_note"]


class SpaceInput(serializers.ModelSerializer):
    """Facts of a space. On PATCH only the given ones change; `If-Match` refuses a stale write."""

    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.streets(), label="街道代码")
    uses = serializers.ListField(child=serializers.CharField(max_length=20), required=False)

    class Meta:
        model = StockSpace
        fields = [*FACTS, "area", "uses"]
        validators = []  # name once per street: the action's full_clean says it


class PromiseInput(serializers.Serializer):
    """Who gets it, from when to when, for what and for which community."""

    party = serializers.CharField(max_length=80)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)
    purpose = serializers.PrimaryKeyRelatedField(queryset=FacilityKind.objects.all(), required=False)
    community = serializers.PrimaryKeyRelatedField(queryset=Community.objects.all(), required=False)
    note = serializers.CharField(required=False, max_length=200)


class AgreeInput(serializers.Serializer):
    document = serializers.CharField(max_length=60)


class EndInput(serializers.Serializer):
    reason = serializers.CharField(max_length=200)
    on = serializers.DateField(required=False)


class StockSpaceViewSet(Placed, ScopedViewSet):
    """存量空间: idle or badly used rooms and land; `?format=geojson` for a map."""

    model, filterset_class, serializer_class = StockSpace, StockSpaceFilter, SpaceInput
    columns = {
        "id": "id",
        "code": "code",
        "area": "area_id",
        "area_name": F("area__name"),
        "community": "community_id",
        **{name: name for name in FACTS},
        "uses": "uses",
        "version": "version",
    }

    @extend_schema(request=SpaceInput)
    def create(self, request):
        data = SpaceInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.create(by=request.user, **data.validated_data), status=201)

    @extend_schema(request=SpaceInput(partial=True))
    def partial_update(self, request, pk):
        space = self.get_object()
        data = SpaceInput(space, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        version = expected_version(request)
        return self.one(actions.edit(space, by=request.user, version=version, **data.validated_data))

    @extend_schema(request=PromiseInput)
    @action(detail=True, methods=["post"])
    def promise(self, request, pk):
        """Answers with the arrangement's space; 409 `taken` names who has it."""
        space = self.get_object()
        data = PromiseInput(data=request.data)
        data.is_valid(raise_exception=True)
        actions.promise(space, by=request.user, **data.validated_data)
        return self.one(space)


class SpaceUseViewSet(ScopedViewSet):
    """使用安排: offers, promises and agreements."""

    model, filterset_class = SpaceUse, SpaceUseFilter
    columns = {
        "id": "id",
        "space": "space_id",
        "space_name": F("space__name"),
        "purpose": "purpose_id",
        "community": "community_id",
        "party": "party",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
        "rent": "rent",
        "document": "document",
        "state": "state",
        "promised_by": "promised_by",
        "version": "version",
    }

    @extend_schema(request=AgreeInput)
    @action(detail=True, methods=["post"])
    def agree(self, request, pk):
        use = self.get_object()
        data = AgreeInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.agree(use, by=request.user, **data.validated_data))

    @extend_schema(request=EndInput)
    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        use = self.get_object()
        data = EndInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.end(use, by=request.user, **data.validated_data))
