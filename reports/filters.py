import django_filters as f

from accounts.filters import UnderArea
from reports.models import Kind, Report


class ReportFilter(f.FilterSet):
    """Reports, for the page and the API."""

    period = f.CharFilter(label="月份")
    area = UnderArea()
    q = f.CharFilter("area__name", "icontains", label="区划名称")
    kind = f.ChoiceFilter(choices=Kind, label="种类")
    ordering = f.OrderingFilter(fields=[("period", "period"), ("area_id", "area"), ("issued_at", "issued_at")])

    class Meta:
        model = Report
        fields = []
