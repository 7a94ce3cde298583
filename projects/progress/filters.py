import django_filters as f
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from accounts.filters import UnderArea
from projects.progress.models import Milestone, ProgressReport, ScheduleBaseline
from projects.register.filters import OfProjectFilter
from projects.register.models import Project

MISSING = "missing"


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


class MilestoneFilter(OfProjectFilter):
    """Milestones of projects."""

    q = f.CharFilter(method="search", label="节点或项目名称")
    year = f.NumberFilter("project__plan_year", label="计划年度")
    late = f.BooleanFilter(method="is_late", label="逾期未完成")
    done = f.BooleanFilter("done_on", "isnull", exclude=True, label="已完成")
    due_before = f.DateFilter("planned_on", "lte", label="计划不晚于")
    ordering = f.OrderingFilter(
        fields=[
            ("planned_on", "planned_on"), ("expected_on", "expected_on"), ("done_on", "done_on"),
            ("project__name", "project"),
        ]
    )  # fmt: skip

    class Meta:
        model = Milestone
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        return queryset.filter(Q(name__icontains=words) | Q(project__name__icontains=words))

    def is_late(self, queryset, name, value: bool):
        late = Milestone.objects.late(timezone.localdate()).values("pk")
        return queryset.filter(pk__in=late) if value else queryset.exclude(pk__in=late)


class BaselineFilter(OfProjectFilter):
    """Approved baselines of projects."""

    class Meta:
        model = ScheduleBaseline
        fields = []
