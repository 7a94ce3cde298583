import django_filters as f

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from projects.models import Project
from resident_participation.assessment.models import Wave


class WaveFilter(f.FilterSet):
    """Waves: page and API take the same conditions."""

    area = UnderArea("community__area__code")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="项目")
    occasion = f.ChoiceFilter(choices=Wave.Occasion, label="哪一次")
    state = f.ChoiceFilter(choices=Wave.State, label="状态")
    low = f.BooleanFilter(method="has_low", label="有低分没有整改")
    ordering = f.OrderingFilter(fields=[("opens_on", "opens_on"), ("closes_on", "closes_on"), ("pk", "id")])

    class Meta:
        model = Wave
        fields = []

    def has_low(self, queryset, name, value):
        low = Wave.objects.filter(low_scores__state="open").values("pk")
        return queryset.filter(pk__in=low) if value else queryset.exclude(pk__in=low)
