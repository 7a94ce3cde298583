from django.db.models import F
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from accounts.models import Area
from core.api import ScopedViewSet, expected_version
from projects.plans import actions
from projects.plans.filters import TargetFilter
from projects.plans.models import Programme, YearTarget


class ProgrammeInput(serializers.ModelSerializer):
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.filter(level=Area.Level.CITY), label="城市代码")

    class Meta:
        model = Programme
        fields = ["name", "area", "first_year", "last_year", "document"]


class TargetInput(serializers.ModelSerializer):
    class Meta:
        model = YearTarget
        fields = ["communities", "floor_area", "households", "investment"]


class NewTargetInput(TargetInput):
    programme = serializers.IntegerField()
    area = serializers.SlugRelatedField(queryset=Area.objects.districts(), slug_field="code", label="区（县、市）代码")
    year = serializers.IntegerField()

    class Meta(TargetInput.Meta):
        fields = ["programme", "area", "year", *TargetInput.Meta.fields]
        validators = []  # one target per area and year: the action says it


class TargetViewSet(ScopedViewSet):
    """年度目标: a row per district and year."""

    model = YearTarget
    filterset_class = TargetFilter
    serializer_class = TargetInput
    columns = {
        "id": "id",
        "programme": "programme_id",
        "area": "area_id",
        "area_name": F("area__name"),
        "year": "year",
        "communities": "communities",
        "floor_area": "floor_area",
        "households": "households",
        "investment": "investment",
        "version": "version",
    }

    @extend_schema(request=NewTargetInput)
    def create(self, request):
        data = NewTargetInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=values.pop("programme"))
        target = actions.set_target(programme, by=request.user, version=0, **values)
        return self.one(target, status=201)

    @extend_schema(request=TargetInput(partial=True))
    def partial_update(self, request, pk):
        target = self.get_object()
        data = TargetInput(target, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        where = (target.programme, target.area, target.year)
        version, values = expected_version(request), data.validated_data
        return self.one(actions.set_target(*where, by=request.user, version=version, **values))


class ProgrammeViewSet(ScopedViewSet):
    """行动计划."""

    model = Programme
    serializer_class = ProgrammeInput
    columns = {
        "id": "id",
        "name": "name",
        "area": "area_id",
        "first_year": "first_year",
        "last_year": "last_year",
        "document": "document",
        "version": "version",
    }

    @extend_schema(request=ProgrammeInput)
    def create(self, request):
        data = ProgrammeInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.save_programme(Programme(), by=request.user, **data.validated_data), status=201)

    @extend_schema(request=ProgrammeInput(partial=True))
    def partial_update(self, request, pk):
        programme = self.get_object()
        data = ProgrammeInput(programme, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        version = expected_version(request)
        return self.one(actions.save_programme(programme, by=request.user, version=version, **data.validated_data))
