import django_filters as f

from accounts.filters import UnderArea
from communities.surveys.models import Survey
from core.filters import OfImport


class SurveyFilter(f.FilterSet):
    q = f.CharFilter("community__name", "icontains", label="小区名称")
    area = UnderArea("community__area__code")
    state = f.MultipleChoiceFilter(choices=Survey.State, label="状态")
    community = f.NumberFilter("community", label="小区")
    imported = OfImport()
    ordering = f.OrderingFilter(
        fields={
            "community__pinyin": "name",
            "community__code": "code",
            "state": "state",
            "submitted_at": "submitted_at",
        }
    )

    class Meta:
        model = Survey
        fields = []
