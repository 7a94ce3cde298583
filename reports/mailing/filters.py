import django_filters as f

from accounts.filters import UnderArea
from reports.kinds import Kind
from reports.mailing.models import Reader


class ReaderFilter(f.FilterSet):
    """Readers, for the page and the API."""

    kind = f.ChoiceFilter(choices=Kind, label="种类")
    area = UnderArea()
    q = f.CharFilter("unit", "icontains", label="单位")
    ended = f.BooleanFilter("ended_on", "isnull", exclude=True, label="已停发")
    ordering = f.OrderingFilter(fields=[("area_id", "area"), ("unit", "unit"), ("ended_on", "ended_on")])

    class Meta:
        model = Reader
        fields = []
