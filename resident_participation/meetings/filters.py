import django_filters as f
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from resident_participation.bodies.models import Body
from resident_participation.meetings.models import Meeting, Resolution


class MeetingFilter(f.FilterSet):
    q = f.CharFilter("title", "icontains", label="会议名称")
    state = f.ChoiceFilter(choices=Meeting.State, label="状态")
    audience = f.ChoiceFilter(choices=Meeting.Audience, label="谁参加")
    area = UnderArea("area__code")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    body = f.ModelChoiceFilter(queryset=seen_by(Body), label="召集的组织")
    since = f.DateFilter("starts_at", "date__gte", label="会议日期自")
    until = f.DateFilter("starts_at", "date__lte", label="会议日期至")
    ordering = f.OrderingFilter(fields=["starts_at", "title", "id"])

    class Meta:
        model = Meeting
        fields = []


class ResolutionFilter(f.FilterSet):
    q = f.CharFilter("title", "icontains", label="决议")
    state = f.ChoiceFilter(choices=Resolution.State, label="状态")
    late = f.BooleanFilter(method="only_late", label="超期")
    owner = f.CharFilter("owner", "icontains", label="责任单位")
    area = UnderArea("meeting__area__code")
    community = f.ModelChoiceFilter("meeting__community", queryset=seen_by(Community), label="小区")
    meeting = f.ModelChoiceFilter(queryset=seen_by(Meeting), label="会议")
    body = f.ModelChoiceFilter("meeting__body", queryset=seen_by(Body), label="召集的组织")
    ordering = f.OrderingFilter(fields=["due_on", "decided_on", "id"])

    class Meta:
        model = Resolution
        fields = []

    def only_late(self, queryset, name, value):
        late = {"state": Resolution.State.OPEN, "due_on__lt": timezone.localdate()}
        return queryset.filter(**late) if value else queryset.exclude(**late)
