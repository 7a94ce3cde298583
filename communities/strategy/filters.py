import django_filters as f
from django.db.models import Q

from accounts.filters import UnderArea
from communities.register.models import Community
from communities.strategy.figures import repeated
from communities.strategy.models import StrategyDecision


class DecisionFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="小区、理由")
    area = UnderArea("community__area__code")
    strategy = f.MultipleChoiceFilter(choices=Community.Strategy, label="改造方式")
    alike = f.BooleanFilter(method="same_words", label="理由雷同")
    community = f.NumberFilter("community", label="小区")
    ordering = f.OrderingFilter(
        fields=[("decided_on", "decided_on"), ("community__code", "community"), ("reason_key", "reason")]
    )

    class Meta:
        model = StrategyDecision
        fields = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(community__name__icontains=value) | Q(reason__icontains=value))

    def same_words(self, queryset, name, value):
        """Those whose words stand for too many communities of their district, side by side; or the others."""
        groups = Q(pk__in=[])
        for row in repeated(StrategyDecision.objects.visible_to(self.request.user)):
            groups |= Q(community__district=row["district"], reason_key=row["reason_key"])
        return queryset.filter(groups).order_by("reason_key", "-pk") if value else queryset.exclude(groups)
