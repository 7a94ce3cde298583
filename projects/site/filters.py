import django_filters as f

from projects.register.filters import OfProjectFilter
from projects.register.models import Party
from projects.site.models import SiteLog


class SiteLogFilter(OfProjectFilter):
    role = f.ChoiceFilter("party__role", choices=Party.Role, label="单位")
    day_from = f.DateFilter("day", "gte", label="不早于")
    day_to = f.DateFilter("day", "lte", label="不晚于")
    incident = f.BooleanFilter(label="有质量安全事故")
    ordering = f.OrderingFilter(fields=["day"])

    class Meta:
        model = SiteLog
        fields = []
