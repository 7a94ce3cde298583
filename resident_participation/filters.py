import django_filters as f
from django.db.models import Q
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community
from resident_participation.models import Feedback, FeedbackCategory


class FeedbackFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="编号、小区、内容")
    area = UnderArea("community__area__code")
    state = f.ChoiceFilter(choices=Feedback.State, label="状态")
    overdue = f.BooleanFilter(method="only_overdue", label="超期")
    category = f.ModelChoiceFilter(queryset=FeedbackCategory.objects.all(), label="类别")
    severity = f.ChoiceFilter(choices=Feedback.Severity, label="级别")
    handler = f.ChoiceFilter(choices=Feedback.Handler, label="承办层级")
    channel = f.ChoiceFilter(choices=Feedback.Channel, label="来源")
    community = f.ModelChoiceFilter(queryset=lambda request: Community.objects.visible_to(request.user), label="小区")
    since = f.DateFilter("received_at", "date__gte", label="受理自")
    until = f.DateFilter("received_at", "date__lte", label="受理至")
    ordering = f.OrderingFilter(fields=["due_on", "received_at", "number", "state"])

    class Meta:
        model = Feedback
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        return queryset.filter(
            Q(number__startswith=words) | Q(community__name__icontains=words) | Q(text__icontains=words)
        )

    def only_overdue(self, queryset, name, value):
        late = Q(state=Feedback.State.OPEN, due_on__lt=timezone.localdate())
        return queryset.filter(late) if value else queryset.exclude(late)
