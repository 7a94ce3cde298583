import django_filters as f

from accounts.filters import UnderArea
from communities.models import Community


class ClusterFilter(f.FilterSet):
    q = f.CharFilter("name", "icontains", label="小区名称")
    area = UnderArea()
    ordering = f.OrderingFilter(fields=["open_reports", "latest"])

    class Meta:
        model = Community
        fields = []
