import django_filters as f
from django.db.models import Q
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community, RenovationUnit
from communities.register.stages import Stage
from core.querysets import seen_by
from projects.register.models import Project


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
    over_budget = f.BooleanFilter(method="above_budget", label="超概算")
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

    def above_budget(self, queryset, name, value):
        over = Project.objects.over_budget().values("pk")
        return queryset.filter(pk__in=over) if value else queryset.exclude(pk__in=over)


class OfProjectFilter(f.FilterSet):
    """Records of projects: by project and area."""

    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="项目")
    area = UnderArea("project__area__code")
