import django_filters as f

from accounts.filters import UnderArea
from communities.register.models import RenovationUnit
from communities.units.models import UnitVersion
from core.querysets import seen_by


class UnitFilter(f.FilterSet):
    """Renovation units: page and API take the same conditions."""

    q = f.CharFilter("name", "icontains", label="名称")
    area = UnderArea()
    typology = f.MultipleChoiceFilter(choices=RenovationUnit.Typology, label="类型")
    frozen = f.BooleanFilter(method="is_frozen", label="已定版")
    ordering = f.OrderingFilter(fields=[("code", "code"), ("name", "name"), ("area_id", "area")])

    class Meta:
        model = RenovationUnit
        fields = []

    def is_frozen(self, queryset, name, value: bool):
        frozen = UnitVersion.objects.values("unit")
        return queryset.filter(pk__in=frozen) if value else queryset.exclude(pk__in=frozen)


class UnitVersionFilter(f.FilterSet):
    """Versions of units."""

    unit = f.ModelChoiceFilter(queryset=seen_by(RenovationUnit), label="改造片区")
    area = UnderArea("unit__area__code")

    class Meta:
        model = UnitVersion
        fields = []
