import django_filters as f

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from projects.models import Project
from resident_participation.clearances.models import Clearance, ClearanceAsk


class ClearanceAskFilter(f.FilterSet):
    q = f.CharFilter("title", "icontains", label="标题")
    kind = f.ChoiceFilter(choices=ClearanceAsk.Kind, label="事项")
    state = f.ChoiceFilter(choices=ClearanceAsk.State, label="状态")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="改造项目")
    area = UnderArea("community__area__code")
    ordering = f.OrderingFilter(fields=["due_on"])

    class Meta:
        model = ClearanceAsk
        fields = []


class ClearanceFilter(f.FilterSet):
    ask = f.ModelChoiceFilter(queryset=seen_by(ClearanceAsk), label="共建事项")
    state = f.ChoiceFilter(choices=Clearance.State, label="情况")
    building = f.CharFilter("row__building", label="幢号")
    unit = f.CharFilter("row__unit", label="单元号")
    area = UnderArea("ask__community__area__code")

    class Meta:
        model = Clearance
        fields = []
