import django_filters as f

from accounts.filters import UnderArea
from communities.models import FacilityKind, RenovationUnit
from core.querysets import seen_by
from projects.precincts.models import ElementRequirement, PrecinctPlan


class PrecinctPlanFilter(f.FilterSet):
    """片区方案: page and API take the same conditions."""

    q = f.CharFilter("unit__name", "icontains", label="片区名称")
    area = UnderArea("unit__area__code")
    state = f.MultipleChoiceFilter(choices=PrecinctPlan.State, label="状态")
    unit = f.ModelChoiceFilter(queryset=seen_by(RenovationUnit), label="改造片区")
    ordering = f.OrderingFilter(
        fields=[("unit__name", "unit"), ("unit__area_id", "area"), ("approved_on", "approved_on"), ("state", "state")]
    )

    class Meta:
        model = PrecinctPlan
        fields = []


class ElementFilter(f.FilterSet):
    """公共要素 of plans."""

    plan = f.ModelChoiceFilter(queryset=seen_by(PrecinctPlan), label="片区方案")
    kind = f.ModelChoiceFilter(queryset=FacilityKind.objects.all(), label="公共要素")
    area = UnderArea("plan__unit__area__code")

    class Meta:
        model = ElementRequirement
        fields = []
