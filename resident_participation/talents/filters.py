import django_filters as f

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from resident_participation.talents.models import Talent


class Among(f.ChoiceFilter):
    """One of the values in an array."""

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__contains": [value]}) if value else queryset


class TalentFilter(f.FilterSet):
    skill = Among("skills", choices=Talent.Skill, label="特长")
    work = f.ChoiceFilter(choices=Talent.Work, label="工作状况")
    wish = Among("wishes", choices=Talent.Wish, label="愿意做什么")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    area = UnderArea("community__area__code")
    ordering = f.OrderingFilter(fields=["expires_on", "id"])

    class Meta:
        model = Talent
        fields = []
