import django_filters as f

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from projects.models import Project
from resident_participation.votes.models import Item, Kind, Round


class RoundFilter(f.FilterSet):
    q = f.CharFilter("title", "icontains", label="标题")
    kind = f.ChoiceFilter(choices=Kind, label="种类")
    status = f.ChoiceFilter(choices=Round.Status, label="状态")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="改造项目")
    area = UnderArea("community__area__code")
    district = UnderArea("community__area__code")
    scope = f.ChoiceFilter(choices=Round.Scope, label="范围")
    ordering = f.OrderingFilter(fields=[("closes_at", "closes_at"), ("notice_from", "notice_from"), ("id", "id")])

    class Meta:
        model = Round
        fields = []


class ItemFilter(f.FilterSet):
    round = f.ModelChoiceFilter(queryset=seen_by(Round), label="表决")

    class Meta:
        model = Item
        fields = []
