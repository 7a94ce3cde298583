import django_filters as f

from accounts.filters import UnderArea
from communities.completeness.models import Assessment


class AssessmentFilter(f.FilterSet):
    q = f.CharFilter("community__name", "icontains", label="小区名称")
    area = UnderArea("community__area__code")
    state = f.ChoiceFilter(choices=Assessment.State, label="状态")
    community = f.NumberFilter("community", label="小区")

    class Meta:
        model = Assessment
        fields = []
