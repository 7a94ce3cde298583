import django_filters as f
from django.db.models import Q
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community
from core.filters import OfImport
from core.querysets import seen_by
from resident_participation.cases.models import CLOSED, Feedback, late
from resident_participation.cases.standards import CannedReply, ClockRule, FeedbackCategory


class FeedbackFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="编号、小区、内容")
    area = UnderArea("community__area__code")
    state = f.MultipleChoiceFilter(choices=Feedback.State, label="状态")
    overdue = f.BooleanFilter(method="only_overdue", label="超期")
    category = f.ModelChoiceFilter(queryset=FeedbackCategory.objects.all(), label="类别")
    severity = f.ChoiceFilter(choices=Feedback.Severity, label="级别")
    mine = f.BooleanFilter(method="only_mine", label="我办的")
    open = f.BooleanFilter(method="only_open", label="没有办结")
    handler = f.ChoiceFilter(choices=Feedback.Handler, label="承办层级")
    channel = f.ChoiceFilter(choices=Feedback.Channel, label="来源")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    escalated = f.BooleanFilter(method="only_escalated", label="已升级")
    reopened = f.BooleanFilter(method="only_reopened", label="重办过")
    paused = f.BooleanFilter("paused_at", "isnull", exclude=True, label="暂停中")
    lead = f.NumberFilter("lead_id", label="并入（主件的键）")
    since = f.DateFilter("received_at", "date__gte", label="登记自")
    until = f.DateFilter("received_at", "date__lte", label="登记至")
    imported = OfImport()
    ordering = f.OrderingFilter(fields=["due_at", "received_at", "number", "state", "closed_at"])

    class Meta:
        model = Feedback
        fields = []

    def search(self, queryset, name, value):
        """Visitors search what they may read."""
        words = value.strip()
        open_ = Q(community__name__icontains=words) | Q(public_summary__icontains=words)
        if not self.request.user.is_authenticated:
            return queryset.filter(open_)
        return queryset.filter(
            open_ | Q(number__startswith=words) | Q(external_number=words) | Q(text__icontains=words)
        )

    def only_overdue(self, queryset, name, value):
        is_late = late(timezone.now())
        return queryset.filter(is_late) if value else queryset.exclude(is_late)

    def only_mine(self, queryset, name, value):
        user = self.request.user
        if not user.is_authenticated or not value:
            return queryset
        return queryset.open().of(user)

    def only_open(self, queryset, name, value):
        return queryset.exclude(state__in=CLOSED) if value else queryset.filter(state__in=CLOSED)

    def only_escalated(self, queryset, name, value):
        return queryset.exclude(escalated_to="") if value else queryset.filter(escalated_to="")

    def only_reopened(self, queryset, name, value):
        return queryset.filter(reopened__gt=0) if value else queryset.filter(reopened=0)


class CannedFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="名称、内容")
    category = f.ModelChoiceFilter(queryset=FeedbackCategory.objects.all(), label="类别")
    area = UnderArea("area__code")

    class Meta:
        model = CannedReply
        fields = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(title__icontains=value.strip()) | Q(text__icontains=value.strip()))


class ClockFilter(f.FilterSet):
    category = f.ModelChoiceFilter(queryset=FeedbackCategory.objects.all(), label="类别")
    severity = f.ChoiceFilter(choices=Feedback.Severity, label="级别")

    class Meta:
        model = ClockRule
        fields = []
