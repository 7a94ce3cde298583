import django_filters as f

from accounts.filters import UnderArea
from projects.plans.models import YearTarget


class TargetFilter(f.FilterSet):
    area = UnderArea()
    year = f.NumberFilter(label="年度")
    programme = f.NumberFilter("programme_id", label="行动计划")

    class Meta:
        model = YearTarget
        fields = []
