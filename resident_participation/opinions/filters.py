import django_filters as f
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from projects.models import Project
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.voices.places import Band
from resident_participation.votes.models import Round


class OpinionWindowFilter(f.FilterSet):
    q = f.CharFilter("title", "icontains", label="标题")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="改造项目")
    round = f.ModelChoiceFilter(queryset=seen_by(Round), label="表决或征询")
    open = f.BooleanFilter(method="only_open", label="正在征求")
    area = UnderArea("community__area__code")
    ordering = f.OrderingFilter(fields=["opens_on", "closes_on"])

    class Meta:
        model = OpinionWindow
        fields = []

    def only_open(self, queryset, name, value):
        today = timezone.localdate()
        running = {"opens_on__lte": today, "closes_on__gte": today}
        return queryset.filter(**running) if value else queryset.exclude(**running)


class SchemeOpinionFilter(f.FilterSet):
    q = f.CharFilter("text", "icontains", label="意见内容")
    state = f.ChoiceFilter(choices=SchemeOpinion.State, label="答复")
    topic = f.ChoiceFilter(choices=SchemeOpinion.Topic, label="关于")
    band = f.ChoiceFilter(choices=Band, label="楼层")
    against = f.BooleanFilter(label="反对")
    linked = f.BooleanFilter("row", "isnull", exclude=True, label="凭参与卡提的")
    window = f.ModelChoiceFilter(queryset=seen_by(OpinionWindow), label="征求意见")
    community = f.ModelChoiceFilter("window__community", queryset=seen_by(Community), label="小区")
    area = UnderArea("window__community__area__code")
    ordering = f.OrderingFilter(fields=["filed_at", "answered_on"])

    class Meta:
        model = SchemeOpinion
        fields = []
