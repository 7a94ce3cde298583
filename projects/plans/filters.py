import django_filters as f

from accounts.filters import UnderArea
from projects.plans.models import AnnualPlan, PlanEntry, YearTarget


class TargetFilter(f.FilterSet):
    area = UnderArea()
    year = f.NumberFilter(label="年度")
    programme = f.NumberFilter("programme_id", label="行动计划")

    class Meta:
        model = YearTarget
        fields = []


class AnnualPlanFilter(f.FilterSet):
    area = UnderArea()
    year = f.NumberFilter(label="年度")
    state = f.ChoiceFilter(choices=AnnualPlan.State, label="状态")
    ordering = f.OrderingFilter(fields=[("year", "year"), ("area_id", "area")])

    class Meta:
        model = AnnualPlan
        fields = []


class PlanEntryFilter(f.FilterSet):
    """Communities listed in annual plans."""

    q = f.CharFilter("community__name", "icontains", label="小区")
    area = UnderArea("community__area__code")
    year = f.NumberFilter("plan__year", label="年度")
    plan = f.NumberFilter("plan_id", label="年度计划编号")
    plan_kind = f.ChoiceFilter(choices=PlanEntry.Kind, label="计划类别")
    state = f.ChoiceFilter(choices=PlanEntry.State, label="状态")
    issued = f.BooleanFilter(method="by_issue", label="计划已下达")
    ordering = f.OrderingFilter(
        fields=[("community__code", "community"), ("floor_area", "floor_area"), ("planned_start", "planned_start")]
    )

    class Meta:
        model = PlanEntry
        fields = []

    def by_issue(self, queryset, name, value: bool):
        return queryset.filter(plan__state=AnnualPlan.State.ISSUED if value else AnnualPlan.State.DRAFT)
