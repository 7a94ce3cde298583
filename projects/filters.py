import django_filters as f
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community, RenovationUnit
from communities.register.stages import Stage
from core.querysets import seen_by
from projects.models import ProgressReport, Project, YearTarget

MISSING = "missing"


class ProjectFilter(f.FilterSet):
    """Projects: page and API take the same conditions."""

    q = f.CharFilter(method="search", label="项目、小区名称或项目代码")
    area = UnderArea()
    year = f.NumberFilter("plan_year", label="计划年度")
    status = f.MultipleChoiceFilter(choices=Stage, label="状态")
    unit = f.ModelChoiceFilter(queryset=seen_by(RenovationUnit), label="改造片区")
    community = f.ModelChoiceFilter("communities", queryset=seen_by(Community), label="小区")
    plan_kind = f.ChoiceFilter(choices=Project.PlanKind, label="计划类别")
    late = f.BooleanFilter(method="behind", label="晚于计划")
    ordering = f.OrderingFilter(
        fields=[
            ("name", "name"), ("area_id", "area"), ("plan_year", "year"), ("status", "status"), ("percent", "percent"),
            ("planned_start", "planned_start"), ("planned_finish", "planned_finish"), ("budget", "budget"),
            ("invested", "invested"), ("updated_at", "updated_at"),
        ]
    )  # fmt: skip

    class Meta:
        model = Project
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        inside = Project.objects.filter(communities__name__icontains=words).values("pk")
        return queryset.filter(Q(name__icontains=words) | Q(code__startswith=words) | Q(pk__in=inside))

    def behind(self, queryset, name, value):
        late = Project.objects.late(timezone.localdate()).values("pk")
        return queryset.filter(pk__in=late) if value else queryset.exclude(pk__in=late)


class ProgressFilter(f.FilterSet):
    """Monthly reports, revisions included."""

    period = f.CharFilter(label="月份")
    state = f.MultipleChoiceFilter(choices=ProgressReport.State, label="状态")
    area = UnderArea("project__area__code")
    project = f.NumberFilter("project_id", label="项目")
    ordering = f.OrderingFilter(fields=["period", "state", "percent", "invested", "updated_at"])

    class Meta:
        model = ProgressReport
        fields = []


def with_month(projects, period):
    """Projects with their valid report of a month beside them (`month_state` is null where nobody filled it in)."""
    month = Q(reports__period=period) & ~Q(reports__state=ProgressReport.State.SUPERSEDED)
    names = ("id", "state", "percent", "invested", "revision", "reported_by__display_name", "return_reason")
    beside = {f"month_{name.split('__')[0]}": F(f"month__{name}") for name in names}
    return projects.annotate(month=FilteredRelation("reports", condition=month)).annotate(**beside)


class BoardFilter(f.FilterSet):
    """Progress of a month, a row per project that is due to report. Rows come from `with_month`."""

    q = f.CharFilter("name", "icontains", label="项目名称")
    area = UnderArea()
    state = f.ChoiceFilter(
        choices=[(MISSING, "没有填报"), *ProgressReport.State.choices[:-1]], method="in_state", label="状态"
    )
    ordering = f.OrderingFilter(
        fields=[("name", "name"), ("area_id", "area"), ("month_state", "state"), ("month_percent", "percent")]
    )

    class Meta:
        model = Project
        fields = []

    def in_state(self, queryset, name, value):
        return queryset.filter(month_state=None) if value == MISSING else queryset.filter(month_state=value)


class TargetFilter(f.FilterSet):
    area = UnderArea()
    year = f.NumberFilter(label="年度")
    programme = f.NumberFilter("programme_id", label="行动计划")

    class Meta:
        model = YearTarget
        fields = []
