from django.db.models import F
from django.urls import path, reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response

from accounts.api import AreaFigures, AreaQuery
from accounts.scope import own_area
from core.api import ScopedViewSet
from core.steps.api import with_steps
from reports import actions, checks, figures, together
from reports.comparing import differences
from reports.documents import document
from reports.filters import ReportFilter
from reports.indicators.views import IndicatorFigure, Indicators
from reports.models import Kind, Report
from reports.signing import corrected
from reports.steps import REPORT_STEPS


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
    """Which report to make now: a period that is over (2026-W44, 2026-10, 2026-Q4, 2026)."""

    area = serializers.RegexField(r"^\d{4,9}$", label="区划代码")
    kind = serializers.ChoiceField(Kind.choices, default=Kind.MONTHLY, label="种类")
    period = serializers.CharField(max_length=8, label="期别")


class StepOrder(serializers.Serializer):
    """Which step to take with all reports of a period that wait for it."""

    act = serializers.ChoiceField([(name, right.label) for name, (right, *_) in together.STEPS.items()], label="步骤")
    kind = serializers.ChoiceField(Kind.choices, default=Kind.MONTHLY, label="种类")
    period = serializers.CharField(max_length=8, label="期别")


JOB_STARTED = inline_serializer("JobStarted", {"id": serializers.IntegerField(), "url": serializers.URLField()})


def started(request, job):
    url = request.build_absolute_uri(reverse("api-jobs-detail", args=[job.pk]))
    return Response({"id": job.pk, "url": url}, status=202)


class ReportRow(serializers.ModelSerializer):
    """What a report answers with; `figures` in the detail only."""

    area_name = serializers.CharField(source="area.name")
    figures = serializers.JSONField(required=False)

    class Meta:
        model = Report
        fields = ["id", "area", "area_name", "kind", "period", "revision", "state", "snapshot_sha256", "issued_at"]
        fields += [
            "issued_by",
            "due_on",
            "number",
            "text",
            "reason",
            "returned_reason",
            "explanations",
            "submitted_at",
            "submitted_by",
        ]
        fields += ["checked_at", "checked_by", "signed_at", "signed_by", "published_at", "published_by", "figures"]


SIGNATURES = [f"{name}_{part}" for name in ("submitted", "checked", "signed", "published") for part in ("at", "by")]


@with_steps(REPORT_STEPS)
class ReportViewSet(ScopedViewSet):
    """进展报告: one row per area, kind and period, its latest revision; the detail carries the frozen figures.

    The acts on a report are POST at their names: explain, write, refresh, submit, check, return, sign, publish, revise.
    """

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
        "due_on": "due_on",
    }

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.newest() if self.action == "list" else rows

    def shown_columns(self):
        if self.action == "list":
            return self.columns
        told = ["number", "text", "reason", "returned_reason", "explanations", *SIGNATURES]
        told += ["figures"] if self.action == "retrieve" else []
        return self.columns | {name: name for name in told}

    @extend_schema(
        request=ReportOrder,
        responses={202: JOB_STARTED},
    )
    def create(self, request):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        order = ReportOrder(data=request.data)
        order.is_valid(raise_exception=True)
        asked = order.validated_data
        area = own_area(request.user, asked["area"])
        job = actions.order(asked["kind"], asked["period"], area, by=request.user)
        return started(request, job)

    @extend_schema(
        request=StepOrder,
        responses={202: JOB_STARTED},
    )
    @action(detail=False, methods=["post"])
    def together(self, request):
        """一起办理: take a step with all reports of a period that wait for it; those with explanations are left out."""
        if not request.user.is_authenticated:
            raise NotAuthenticated
        asked = StepOrder(data=request.data)
        asked.is_valid(raise_exception=True)
        return started(request, together.order(**asked.validated_data, by=request.user))

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def document(self, request, pk):
        """The report as a file: `?as=xlsx` or `?as=html`."""
        return document(request, self.get_object(), request.query_params.get("as", "html"))

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def findings(self, request, pk):
        """What the checks find in the report, each with the explanation it got."""
        report = self.get_object()
        found = [vars(one) | {"explanation": report.explanations.get(one.code, "")} for one in checks.findings(report)]
        return Response({"results": found})

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def changes(self, request, pk):
        """A revision's figures beside those it corrects; empty for a first report."""
        report = self.get_object()
        old = corrected(report)
        rows = differences(old.figures, report.figures) if old else []
        names = ("name", "unit", "old", "new")
        return Response({"reason": report.reason, "results": [dict(zip(names, row, strict=True)) for row in rows]})


FIGURES = [
    path("indicators/", Indicators.as_view(), name="api-indicators"),
    path("figures/<slug:indicator>/", IndicatorFigure.as_view(), name="api-figure"),  # last: any word
]
