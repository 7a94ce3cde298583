import django_filters as f

from accounts.filters import UnderArea
from communities.models import CatalogueItem, Community
from core.querysets import seen_by
from resident_participation.initiatives.models import Initiative


class InitiativeFilter(f.FilterSet):
    q = f.CharFilter("title", "icontains", label="想改什么")
    state = f.ChoiceFilter(choices=Initiative.State, label="状态")
    overdue = f.BooleanFilter(method="only_overdue", label="超期")
    item = f.ModelChoiceFilter(queryset=CatalogueItem.objects.all(), label="改造内容")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    area = UnderArea("community__area__code")
    ordering = f.OrderingFilter(fields=["filed_on", "answer_due_on"])

    class Meta:
        model = Initiative
        fields = []

    def only_overdue(self, queryset, name, value):
        late = Initiative.objects.overdue().values("pk")
        return queryset.filter(pk__in=late) if value else queryset.exclude(pk__in=late)
