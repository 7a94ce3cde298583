from django.db.models import F
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.models import Area
from core.api import ScopedViewSet, expected_version
from core.steps.api import with_steps
from projects.progress import actions
from projects.progress.actions import QUANTITIES
from projects.progress.filters import ProgressFilter
from projects.progress.models import PERIOD, ProgressReport
from projects.progress.steps import PROGRESS_STEPS
from projects.register.models import Project


class ProgressInput(serializers.ModelSerializer):
    """A month's figures: cumulative, by the end of the month."""

    class Meta:
        model = ProgressReport
        fields = [*QUANTITIES, "note", "problems", "reason"]


class NewProgressInput(ProgressInput):
    project = serializers.IntegerField()
    period = serializers.RegexField(PERIOD.regex, label="月份，形如 2026-10")

    class Meta(ProgressInput.Meta):
        fields = ["project", "period", *ProgressInput.Meta.fields]


class LockPeriodInput(serializers.Serializer):
    period = serializers.RegexField(PERIOD.regex, label="月份，形如 2026-10")
    area = serializers.CharField(max_length=12, label="区划代码")


class PhotoInput(serializers.Serializer):
    file = serializers.FileField()
    caption = serializers.CharField(required=False, default="", max_length=80)


@with_steps(PROGRESS_STEPS)
class ProgressViewSet(ScopedViewSet):
    """月度进展: a row per project, month and revision."""

    model = ProgressReport
    filterset_class = ProgressFilter
    serializer_class = ProgressInput
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "area": F("project__area_id"),
        "period": "period",
        "revision": "revision",
        "state": "state",
        **{name: name for name in QUANTITIES},
        "note": "note",
        "problems": "problems",
        "reason": "reason",
        "return_reason": "return_reason",
        "reported_by": F("reported_by__display_name"),
        "verified_by": F("verified_by__display_name"),
        "version": "version",
        "updated_at": "updated_at",
    }

    @extend_schema(request=NewProgressInput)
    def create(self, request):
        """Fill in a month; refused as `stale` when somebody filled it in already."""
        data = NewProgressInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        project = get_object_or_404(Project.objects.visible_to(request.user), pk=values.pop("project"))
        period = values.pop("period")
        return self.one(actions.report(project, period, by=request.user, version=0, **values), status=201)

    @extend_schema(request=ProgressInput(partial=True))
    def partial_update(self, request, pk):
        report = self.get_object()
        data = ProgressInput(report, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        version, values = expected_version(request), data.validated_data
        return self.one(actions.report(report.project, report.period, by=request.user, version=version, **values))

    @extend_schema(request={"multipart/form-data": PhotoInput})
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    def photos(self, request, pk):
        report = self.get_object()
        data = PhotoInput(data=request.data)
        data.is_valid(raise_exception=True)
        photo = actions.add_photo(report, by=request.user, **data.validated_data)
        return Response({"id": photo.pk, "caption": photo.caption}, status=201)

    @extend_schema(request=LockPeriodInput)
    @action(detail=False, methods=["post"], url_path="lock-period")
    def lock_period(self, request):
        """Lock every verified report of a month in an area; says how many."""
        data = LockPeriodInput(data=request.data)
        data.is_valid(raise_exception=True)
        period = data.validated_data["period"]
        area = get_object_or_404(Area.objects.visible_to(request.user), pk=data.validated_data["area"])
        return Response({"locked": actions.lock_period(period, area, by=request.user)})
