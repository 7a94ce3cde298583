from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from accounts.api import AreaFigures, AreaQuery
from accounts.models import Area
from communities.facilities import actions, coverage
from communities.facilities.balance import balance
from communities.facilities.filters import FacilityFilter, NetworkDistanceFilter
from communities.facilities.models import Facility, FacilityKind, NetworkDistance
from communities.register.models import Community
from core.api import ScopedViewSet, expected_version
from core.geojson import Placed

FACTS = ["address", "longitude", "latitude", "floor_area", "site_area", "capacity", "operator", "hours", "state"]


class FacilityInput(serializers.ModelSerializer):
    """Facts of a facility. `confirmed` says that it is not the neighbour of the same kind it looks like."""

    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.streets(), label="街道代码")
    confirmed = serializers.BooleanField(required=False, default=False, write_only=True)
    note = serializers.CharField(required=False, default="", write_only=True, max_length=500)

    class Meta:
        model = Facility
        fields = ["kind", "name", "area", *FACTS, "opened_on", "confirmed", "note"]
        validators = []  # name once per street and kind: the action's full_clean says it


class FacilityViewSet(Placed, ScopedViewSet):
    """公共设施: one row each; `?format=geojson` for a map."""

    model, filterset_class, serializer_class = Facility, FacilityFilter, FacilityInput
    columns = {
        "id": "id",
        "code": "code",
        "name": "name",
        "kind": "kind_id",
        "kind_name": F("kind__name"),
        "area": "area_id",
        "area_name": F("area__name"),
        **{name: name for name in FACTS},
        "opened_on": "opened_on",
        "version": "version",
        "updated_at": "updated_at",
    }

    @extend_schema(request=FacilityInput)
    def create(self, request):
        data = FacilityInput(data=request.data)
        data.is_valid(raise_exception=True)
        data.validated_data.pop("note", None)
        return self.one(actions.create(by=request.user, **data.validated_data), status=201)

    @extend_schema(request=FacilityInput(partial=True))
    def partial_update(self, request, pk):
        facility = self.get_object()
        data = FacilityInput(facility, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        return self.one(actions.edit(facility, by=request.user, version=expected_version(request), **values))


class FacilityKindViewSet(ScopedViewSet):
    """设施种类, with the tier they belong to; their figures are the thresholds `facility.<code>.…`."""

    model = FacilityKind
    lookup_field = "code"
    columns = {name: name for name in ("code", "name", "tier", "supply", "capacity_unit")} | {"item": "item_id"}

    def get_queryset(self):
        return FacilityKind.objects.all()


class NetworkDistanceInput(serializers.Serializer):
    """Ids of the pair, whole or tenths of metres, and where the figure comes from."""

    community = serializers.PrimaryKeyRelatedField(queryset=Community.objects.all(), label="小区")
    facility = serializers.PrimaryKeyRelatedField(queryset=Facility.objects.all(), label="设施")
    metres = serializers.DecimalField(max_digits=7, decimal_places=1, min_value=0, label="步行距离（米）")
    source = serializers.CharField(max_length=120, label="来源")


class NetworkDistanceViewSet(ScopedViewSet):
    """步行距离: posting a pair again replaces its figure."""

    model, filterset_class, serializer_class = NetworkDistance, NetworkDistanceFilter, NetworkDistanceInput
    columns = {
        "id": "id",
        "community": "community_id",
        "community_name": F("community__name"),
        "facility": "facility_id",
        "facility_name": F("facility__name"),
        "metres": "metres",
        "source": "source",
        "version": "version",
    }

    @extend_schema(request=NetworkDistanceInput)
    def create(self, request):
        data = NetworkDistanceInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.set_distance(by=request.user, **data.validated_data), status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk):
        """Forget the figure; straight line × detour factor counts again."""
        actions.drop_distance(self.get_object(), by=request.user)
        return Response(status=204)


class CoverageQuery(AreaQuery):
    """Of one kind, or of all; as the standards stood on a day."""

    kind = serializers.CharField(required=False, allow_blank=True, label="设施种类代码")
    on = serializers.DateField(required=False, label="按哪天的标准值")


@extend_schema(parameters=[CoverageQuery])
class CoverageFigures(AreaFigures):
    """设施覆盖: how many communities reach an open facility on foot. With `kind` one object, without it `results`."""

    query = CoverageQuery

    def figures(self, area, kind=None, on=None):
        rules = coverage.standards(on, kind)
        if kind and not rules.kinds:
            raise NotFound
        whole = coverage.totals(area.pk)
        supplies = balance(area.pk, rules, whole.people)
        lines = [line(found, supplies[found.kind.pk]) for found in coverage.coverage(area.pk, rules, whole)]
        about = {"area": area.pk, "on": rules.on, "residents": whole.people}
        about["communities_without_residents"] = whole.without_people
        return about | (lines[0] if kind else {"detour_factor": plain(rules.detour), "results": lines})


def line(found, supply):
    radius, percent = found.radius, found.percent
    return {
        "kind": found.kind.pk,
        "name": found.kind.name,
        "tier": found.kind.tier,
        "communities": found.communities,
        "covered": found.covered,
        "uncovered": found.uncovered,
        "without_place": found.without_place,
        "percent": None if percent is None else f"{percent:.1f}",
        "households": found.households,
        "households_uncovered": found.households_uncovered,
        "radius_m": plain(radius) if radius else None,
        "detour_factor": plain(found.detour),
        "source": f"{radius.source} {radius.clause}".strip() if radius else "",
        "facilities": supply.facilities,
        "supply": supply.supply,
        "demand": supply.demand,
        "gap": supply.gap,
        "unit": supply.kind.unit,
    }


def plain(threshold):
    """A threshold as a JSON number: metres and factors are measures, not accounts."""
    value = threshold.value
    return int(value) if value == value.to_integral_value() else float(value)
