from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from projects.progress import baselines, milestones, schedule
from projects.progress.filters import BaselineFilter, MilestoneFilter
from projects.progress.models import Milestone, ScheduleBaseline
from projects.progress.schedule_forms import NewBaselineForm
from projects.progress.schedule_steps import MILESTONE_STEPS
from projects.register.models import Project


class MilestoneOutput(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = ["project", "name", "weight", "planned_on", "approved_on", "expected_on", "done_on"]


@with_steps(MILESTONE_STEPS)
class MilestoneViewSet(ScopedViewSet):
    """节点: plan, estimate, confirmed day."""

    model, filterset_class, serializer_class = Milestone, MilestoneFilter, MilestoneOutput
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "area": F("project__area_id"),
        "name": "name",
        "weight": "weight",
        "planned_on": "planned_on",
        "approved_on": "approved_on",
        "expected_on": "expected_on",
        "done_on": "done_on",
        "version": "version",
    }


@writes(NewBaselineForm, create=baselines.approve)
class ScheduleBaselineViewSet(ScopedViewSet):
    """进度基线: POST approves the milestones of a project as its next baseline."""

    model, filterset_class = ScheduleBaseline, BaselineFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "area": F("project__area_id"),
        "number": "number",
        "starts_on": "starts_on",
        "milestones": "milestones",
        "reason": "reason",
        "approved_on": "approved_on",
        "approved_by": "approved_by",
    }


class MilestoneRow(serializers.Serializer):
    id = serializers.IntegerField(required=False, allow_null=True, default=None)
    name = serializers.CharField(max_length=60, label="节点")
    weight = serializers.DecimalField(5, 2, min_value=0, max_value=100, label="权重（%）")
    planned_on = serializers.DateField(label="计划日期")


class MilestoneListInput(serializers.Serializer):
    """The whole list; `seen` is what GET answered, so that nobody's change is lost."""

    milestones = MilestoneRow(many=True)
    seen = serializers.CharField(required=False, allow_blank=True, default=None)


class ScheduleOutput(serializers.Serializer):
    """How a project stands: percents and points as text with two decimals, not rounded before; days as numbers."""

    on = serializers.DateField(allow_null=True)
    percent = serializers.CharField(allow_null=True)
    planned = serializers.CharField(allow_null=True)
    deviation = serializers.CharField(allow_null=True)
    earned_days = serializers.CharField(allow_null=True)
    spi_t = serializers.CharField(allow_null=True)
    forecast = serializers.DictField(allow_null=True)
    late = serializers.ListField(child=serializers.DictField())
    milestones = serializers.ListField(child=serializers.DictField())
    seen = serializers.CharField()


class ScheduleView(APIView):
    """Planned %, actual %, SPI(t), forecast with its interval, milestones; PUT replaces the list of milestones."""

    def project(self):
        if not self.request.user.is_authenticated:
            raise NotAuthenticated
        return get_object_or_404(Project.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    @extend_schema(responses=ScheduleOutput)
    def get(self, request, pk):
        return Response(told(self.project()))

    @extend_schema(request=MilestoneListInput, responses=ScheduleOutput)
    def put(self, request, pk):
        project = self.project()
        data = MilestoneListInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        milestones.save_list(project, values["milestones"], by=request.user, seen_as=values["seen"])
        return Response(told(project))


def told(project):
    today = timezone.localdate()
    standing, own = schedule.standing(project, today), list(project.milestones.all())
    return {
        "on": standing.on,
        **{name: two(getattr(standing, name)) for name in ("percent", "planned", "deviation", "earned_days", "spi_t")},
        "forecast": standing.forecast and vars(standing.forecast),
        "late": [{"milestone": one.name, "days": days} for one, days in standing.late],
        "milestones": [
            {"id": m.pk, "name": m.name, "weight": two(m.weight), "planned_on": m.planned_on, "due_on": m.due_on}
            | {"expected_on": m.expected_on, "done_on": m.done_on}
            for m in own
        ],
        "seen": milestones.seen(own),
    }


def two(number):
    return None if number is None else f"{number:.2f}"
