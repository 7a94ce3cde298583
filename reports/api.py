from django.db.models import F
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response

from accounts.api import AreaFigures, AreaQuery
from accounts.scope import own_area
from core.api import ScopedViewSet
from reports import actions, figures
from reports.documents import document
from reports.filters import ReportFilter
from reports.models import Kind, Report


class PlanQuery(AreaQuery):
    """Which figures: area code (default: one's own), plan year (default: all years), 口径."""

    year = serializers.IntegerField(min_value=2000, max_value=2100, required=False, label="计划年度")
    basis = serializers.ChoiceField(list(figures.BASES.items()), default=figures.ADMINISTRATIVE, label="口径")


@extend_schema(parameters=[PlanQuery])
class PlanFigures(AreaFigures):
    """计划与实际: the dashboard's numbers of an area and plan year, and the same for each area below it."""

    query = PlanQuery

    def figures(self, area, basis, year=None):
        return figures.plan(area.pk, year, basis)


class ReportOrder(serializers.Serializer):
    """Which report to make now: a closed month."""

    area = serializers.RegexField(r"^\d{4,9}$", label="区划代码")
    kind = serializers.ChoiceField(Kind, default=Kind.MONTHLY, label="种类")
    period = serializers.CharField(max_length=7, label="月份")


class ReportRow(serializers.ModelSerializer):
    """What a report answers with; `figures` in the detail only."""

    area_name = serializers.CharField(source="area.name")
    figures = serializers.JSONField(required=False)

    class Meta:
        model = Report
        fields = ["id", "area", "area_name", "kind", "period", "revision", "state", "snapshot_sha256", "issued_at"]
        fields += ["issued_by", "figures"]


class ReportViewSet(ScopedViewSet):
    """进展报告: one row per area, kind and period; the detail carries the frozen figures."""

    model = Report
    filterset_class = ReportFilter
    serializer_class = ReportRow
    columns = {
        "id": "id",
        "area": "area_id",
        "area_name": F("area__name"),
        "kind": "kind",
        "period": "period",
        "revision": "revision",
        "state": "state",
        "snapshot_sha256": "snapshot_sha256",
        "issued_at": "issued_at",
        "issued_by": "issued_by",
    }

    def shown_columns(self):
        return self.columns | ({"figures": "figures"} if self.action == "retrieve" else {})

    @extend_schema(
        request=ReportOrder,
        responses={
            202: inline_serializer("JobStarted", {"id": serializers.IntegerField(), "url": serializers.URLField()})
        },
    )
    def create(self, request):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        order = ReportOrder(data=request.data)
        order.is_valid(raise_exception=True)
        asked = order.validated_data
        area = own_area(request.user, asked["area"])
        job = actions.order(asked["kind"], asked["period"], area, by=request.user)
        return Response(
            {"id": job.pk, "url": request.build_absolute_uri(reverse("api-jobs-detail", args=[job.pk]))}, status=202
        )

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def document(self, request, pk):
        """The report as a file: `?as=xlsx` or `?as=html`."""
        return document(request, self.get_object(), request.query_params.get("as", "html"))
