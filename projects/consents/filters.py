import django_filters as f

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from projects.consents.models import ConsultationRecord


class ConsultationFilter(f.FilterSet):
    q = f.CharFilter("community__name", "icontains", label="小区")
    area = UnderArea("community__area__code")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区编号")
    purpose = f.ChoiceFilter(choices=ConsultationRecord.Purpose, label="事项")
    ordering = f.OrderingFilter(fields=[("held_on", "held_on"), ("community__code", "community")])

    class Meta:
        model = ConsultationRecord
        fields = []
