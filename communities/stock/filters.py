import django_filters as f
from django.db.models import Q

from accounts.filters import UnderArea
from communities.facilities.models import FacilityKind
from communities.stock.models import SpaceUse, StockSpace
from core.filters import OfImport


class StockSpaceFilter(f.FilterSet):
    """The register of spaces: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="名称、编号、地址、权利人")
    area = UnderArea()
    kind = f.ChoiceFilter(choices=StockSpace.Kind, label="类型")
    state = f.MultipleChoiceFilter(choices=StockSpace.State, label="状态")
    use = f.ModelChoiceFilter(queryset=FacilityKind.objects.all(), method="usable_for", label="可作什么用")
    title = f.MultipleChoiceFilter(choices=StockSpace.Title, label="权属")
    least = f.NumberFilter("size", "gte", label="面积不小于")
    free_on = f.DateFilter(method="free_from", label="这天起空着")
    community = f.NumberFilter("community_id", label="小区")
    imported = OfImport()
    ordering = f.OrderingFilter(fields=["code", "name", "size", "state", "updated_at"])

    class Meta:
        model = StockSpace
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        found = Q(name__icontains=words) | Q(address__icontains=words) | Q(owner__icontains=words)
        return queryset.filter(found | Q(code__startswith=words.upper()))

    def usable_for(self, queryset, name, value: str):
        return queryset.filter(uses__contains=[value.pk])

    def free_from(self, queryset, name, value):
        return queryset.free(value)


class SpaceUseFilter(f.FilterSet):
    area = UnderArea("space__area__code")
    space = f.NumberFilter("space_id", label="空间")
    state = f.MultipleChoiceFilter(choices=SpaceUse.State, label="状态")

    class Meta:
        model = SpaceUse
        fields = []
