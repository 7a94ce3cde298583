import django_filters as f

from accounts.filters import UnderArea
from communities.models import Community
from core.filters import OfImport
from core.querysets import seen_by
from resident_participation.rolls.models import RollObjection, RollRow


class RollRowFilter(f.FilterSet):
    q = f.CharFilter("room", "icontains", label="室号")
    building = f.CharFilter(label="幢号")
    unit = f.CharFilter(label="单元号")
    kind = f.ChoiceFilter(choices=RollRow.Kind, label="用途")
    holder = f.ChoiceFilter(choices=RollRow.Holder, label="权属")
    deceased = f.BooleanFilter(label="业主已故")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    area = UnderArea("community__area__code")
    imported = OfImport()
    ordering = f.OrderingFilter(fields=[("building", "building"), ("room", "room"), ("area_m2", "area_m2")])

    class Meta:
        model = RollRow
        fields = []


class RollObjectionFilter(f.FilterSet):
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    answered = f.ChoiceFilter("state", choices=RollObjection.State, label="状态")
    area = UnderArea("community__area__code")

    class Meta:
        model = RollObjection
        fields = []
