import django_filters as f
from django.db.models import F, FilteredRelation, Q

from accounts.filters import UnderArea
from projects.progress.models import ProgressReport
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
