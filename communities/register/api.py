from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from accounts.models import Area
from communities.register import actions
from communities.register.filters import CommunityFilter
from communities.register.models import Community
from core.api import ScopedViewSet, expected_version
from core.geojson import Placed

FACTS = [
    "built_year", "built_year_to", "floor_area", "buildings", "stair_units", "households", "residents", "elderly",
    "structure", "property_mode", "property_company", "previous_rounds", "previous_round_note",
]  # fmt: skip


class CommunityInput(serializers.ModelSerializer):
    """Facts of a community. On PATCH only the given ones change; `If-Match` with the version refuses stale writes."""

    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.streets(), label="街道代码")
    former_names = serializers.ListField(child=serializers.CharField(max_length=80), required=False)
    note = serializers.CharField(required=False, default="", write_only=True, max_length=500)

    class Meta:
        model = Community
        fields = ["name", "area", "neighborhood", "management_org", "address", "longitude", "latitude", *FACTS]
        fields += ["former_names", "note"]
        validators = []  # name once per street: the action's full_clean says it


class CommunityViewSet(Placed, ScopedViewSet):
    """小区: one row per estate; `?format=geojson` for a map."""

    model = Community
    filterset_class = CommunityFilter
    serializer_class = CommunityInput
    columns = {
        "id": "id",
        "code": "code",
        "name": "name",
        "area": "area_id",
        "area_name": F("area__name"),
        "district": "district_id",
        "district_name": F("district__name"),
        "neighborhood": "neighborhood_id",
        "management_org": F("management_org__code"),
        "unit": "unit_id",
        "address": "address",
        "longitude": "longitude",
        "latitude": "latitude",
        **{name: name for name in FACTS},
        "strategy": "strategy",
        "status": "status",
        "plan_year": "plan_year",
        "version": "version",
        "updated_at": "updated_at",
    }
    public_columns = ("code", "name", "area", "area_name", "district", "district_name", "address", "built_year")
    public_columns += (
        "floor_area",
        "buildings",
        "households",
        "status",
        "plan_year",
        "strategy",
        "longitude",
        "latitude",
    )

    @extend_schema(request=CommunityInput)
    def create(self, request):
        data = CommunityInput(data=request.data)
        data.is_valid(raise_exception=True)
        data.validated_data.pop("note", None)
        return self.one(actions.create(by=request.user, **data.validated_data), status=201)

    @extend_schema(request=CommunityInput(partial=True))
    def partial_update(self, request, pk):
        community = self.get_object()
        data = CommunityInput(community, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        return self.one(actions.edit(community, by=request.user, version=expected_version(request), **values))
