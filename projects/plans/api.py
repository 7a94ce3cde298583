from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from accounts.api import AreaFigures, AreaQuery
from accounts.models import Area
from communities.models import Community
from core.api import ScopedViewSet, expected_version
from core.steps.api import with_steps
from core.steps.shape import serializer_of, typed
from projects.plans import actions, subsidy
from projects.plans.filters import AnnualPlanFilter, PlanEntryFilter, TargetFilter
from projects.plans.forms import AnnualPlanForm
from projects.plans.models import AnnualPlan, PlanEntry, Programme, YearTarget
from projects.plans.steps import ENTRY_STEPS, PLAN_STEPS


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


class EntryInput(serializers.ModelSerializer):
    """A community for a plan: `funds` is {source code: 万元}. After the issue also `reason` and `document`."""

    community = serializers.IntegerField(label="小区编号（id）")
    plan_kind = serializers.CharField(required=False, default="new", label="计划类别：new 新建，carry_over 续建")
    funds = serializers.DictField(child=serializers.CharField(), label="资金安排（万元）")
    reason = serializers.CharField(required=False, default="", max_length=200)
    document = serializers.CharField(required=False, default="", max_length=80)

    class Meta:
        model = PlanEntry
        fields = ["community", "plan_kind", "planned_start", "planned_finish", "funds", "committed_on", "committed_by"]
        fields += ["exemption", "reason", "document"]


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


@with_steps(PLAN_STEPS)
class AnnualPlanViewSet(ScopedViewSet):
    """年度计划 of districts; `enter` lists a community."""

    model, filterset_class = AnnualPlan, AnnualPlanFilter
    serializer_class = serializer_of(AnnualPlanForm)
    columns = {
        "id": "id",
        "programme": "programme_id",
        "area": "area_id",
        "area_name": F("area__name"),
        "year": "year",
        "state": "state",
        "document": "document",
        "issued_on": "issued_on",
        "version": "version",
    }

    @extend_schema(request=serializer_of(AnnualPlanForm))
    def create(self, request):
        values = typed(AnnualPlanForm, request, user=request.user)
        return self.one(actions.open_plan(by=request.user, **values), status=201)

    @extend_schema(request=EntryInput)
    @action(detail=True, methods=["post"])
    def enter(self, request, pk):
        """List a community; 409 `gate_closed` says what it lacks. Answers with the plan."""
        plan = self.get_object()
        data = EntryInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        community = get_object_or_404(Community.objects.visible_to(request.user), pk=values.pop("community"))
        actions.enter(plan, community, by=request.user, **values)
        return self.one(plan, status=201)


@with_steps(ENTRY_STEPS)
class PlanEntryViewSet(ScopedViewSet):
    """列入年度计划的小区, with the quantities they entered with."""

    model, filterset_class, serializer_class = PlanEntry, PlanEntryFilter, EntryInput
    columns = {
        "id": "id",
        "plan": "plan_id",
        "year": F("plan__year"),
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "plan_kind": "plan_kind",
        "state": "state",
        "planned_start": "planned_start",
        "planned_finish": "planned_finish",
        "floor_area": "floor_area",
        "households": "households",
        "buildings": "buildings",
        "funds": "funds",
        "committed_on": "committed_on",
        "committed_by": "committed_by",
        "exemption": "exemption",
        "version": "version",
    }
    public_columns = ("id", "plan", "year", "community", "community_name", "area", "plan_kind")
    public_columns += ("planned_start", "planned_finish")


class SubsidyQuery(AreaQuery):
    """Of one plan year; this year's unless said."""

    year = serializers.IntegerField(required=False, min_value=2000, max_value=2100, label="计划年度")


@extend_schema(parameters=[SubsidyQuery])
class SubsidyFigures(AreaFigures):
    """中央补助因素: area (m²), households, buildings, communities by district or street, exact, with shares."""

    query = SubsidyQuery

    def figures(self, area, year=None):
        year = year or timezone.localdate().year
        lines, total = subsidy.factors(area.pk, year)
        return {
            "area": area.pk,
            "year": year,
            "rows": [{"area": line.key, "name": line.name, **told(line), "share": line.share} for line in lines],
            "total": told(total),
            "definition": subsidy.DEFINITION,
        }


def told(line):
    return {name: getattr(line, name) for name in subsidy.FACTORS}
