from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.models import Area
from communities.models import Community
from core.api import ScopedViewSet, expected_version
from core.steps.api import with_steps
from core.steps.shape import serializer_of, typed
from projects.register import actions
from projects.register.filters import ProjectFilter
from projects.register.models import Project, ProjectCommunity
from projects.stages import records, way
from projects.stages.forms import ExemptForm
from projects.stages.steps import PROJECT_STEPS


class MissingOutput(serializers.Serializer):
    code = serializers.CharField()
    words = serializers.CharField()
    url = serializers.CharField()


class GateOutput(serializers.Serializer):
    """A stage's gate."""

    stage = serializers.CharField()
    label = serializers.CharField()
    open = serializers.BooleanField()
    closed_on = serializers.CharField(allow_null=True)
    missing = MissingOutput(many=True)
    exemptions = serializers.ListField(child=serializers.DictField())


class ProjectInput(serializers.ModelSerializer):
    """Facts of a project. On PATCH only the given ones change; `If-Match` with its version refuses stale writes."""

    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.streets(), label="街道代码")
    communities = serializers.ListField(child=serializers.IntegerField(), label="小区编号（id）")
    note = serializers.CharField(required=False, default="", write_only=True, max_length=500)

    class Meta:
        model = Project
        fields = ["name", "code", "area", "unit", "communities", "plan_year", "plan_kind", "planned_start"]
        fields += ["planned_finish", "budget", "owner", "contractor", "permit_date", "contract_date", "note"]
        extra_kwargs = {"code": {"validators": []}}  # the action's full_clean says it

    def validate_communities(self, keys):
        """Only communities that the person sees exist."""
        found = list(Community.objects.visible_to(self.context["request"].user).filter(pk__in=keys))
        if len(found) != len(set(keys)):
            raise serializers.ValidationError("有的小区不存在，或不在您的范围内")
        return found


DATES = ["planned_start", "planned_finish", "permit_date", "contract_date", "start_order_date", "first_works_date"]
DATES += ["works_complete_date", "acceptance_date", "handover_date"]
MEMBERS = (
    ProjectCommunity.objects.filter(project=OuterRef("pk"))
    .order_by()
    .values("project")
    .values(keys=ArrayAgg("community", order_by="community"))
)


@with_steps(PROJECT_STEPS)
class ProjectViewSet(ScopedViewSet):
    """改造项目: one row per project, with the ids of its communities."""

    model = Project
    filterset_class = ProjectFilter
    serializer_class = ProjectInput
    columns = {
        "id": "id",
        "name": "name",
        "code": "code",
        "area": "area_id",
        "area_name": F("area__name"),
        "district": F("area__parent_id"),
        "unit": "unit_id",
        "communities": Subquery(MEMBERS),
        "plan_year": "plan_year",
        "plan_kind": "plan_kind",
        "status": "status",
        **{name: name for name in DATES},
        "budget": "budget",
        "invested": "invested",
        "percent": "percent",
        "owner": "owner",
        "contractor": "contractor",
        "version": "version",
        "updated_at": "updated_at",
    }
    public_columns = ("id", "name", "area", "area_name", "district", "communities", "plan_year", "status")
    public_columns += ("planned_start", "planned_finish", "first_works_date", "acceptance_date")

    @extend_schema(request=ProjectInput)
    def create(self, request):
        data = ProjectInput(data=request.data, context={"request": request})
        data.is_valid(raise_exception=True)
        data.validated_data.pop("note", None)
        return self.one(actions.create(by=request.user, **data.validated_data), status=201)

    @extend_schema(request=ProjectInput(partial=True))
    def partial_update(self, request, pk):
        project = self.get_object()
        data = ProjectInput(project, data=request.data, partial=True, context={"request": request})
        data.is_valid(raise_exception=True)
        values = data.validated_data
        return self.one(actions.edit(project, by=request.user, version=expected_version(request), **values))

    @extend_schema(responses=GateOutput(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def gates(self, request, pk):
        """The fourteen stages: whether the gate to leave each is open, and what is missing, in the page's words."""
        legs = way.legs(self.get_object(), everything=True)
        return Response([gate(leg) for leg in legs])

    @extend_schema(request=serializer_of(ExemptForm))
    @action(detail=True, methods=["post"])
    def exempt(self, request, pk):
        """Waive one check, with its basis; answers with the gates."""
        project = self.get_object()
        records.exempt(project, by=request.user, **typed(ExemptForm, request, user=request.user))
        return self.gates(request, pk)


def gate(leg):
    return {
        "stage": leg.phase.value,
        "label": leg.label,
        "open": not leg.missing,
        "closed_on": leg.row.closed_at and timezone.localtime(leg.row.closed_at).date().isoformat(),
        "missing": [{"code": one.code, "words": one.words, "url": one.url} for one in leg.missing],
        "exemptions": [
            {"id": e.pk, "code": e.check_code, "basis": e.basis, "approved_by": e.approved_by} for e in leg.exemptions
        ],
    }
