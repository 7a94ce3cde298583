import django_filters as f
from django.db.models import Q

from accounts.filters import UnderArea
from communities.facilities.models import Facility, FacilityKind, NetworkDistance
from core.filters import OfImport


class FacilityFilter(f.FilterSet):
    """The register of facilities: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="名称、编号、地址、运营单位")
    kind = f.ModelMultipleChoiceFilter(queryset=FacilityKind.objects.all(), label="种类")
    tier = f.MultipleChoiceFilter("kind__tier", choices=FacilityKind.Tier, label="生活圈")
    area = UnderArea()
    state = f.MultipleChoiceFilter(choices=Facility.State, label="状态")
    imported = OfImport()
    ordering = f.OrderingFilter(fields=["code", "name", "kind__order", "floor_area", "capacity", "updated_at"])

    class Meta:
        model = Facility
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        found = Q(name__icontains=words) | Q(address__icontains=words) | Q(operator__icontains=words)
        return queryset.filter(found | Q(code__startswith=words.upper()))


class NetworkDistanceFilter(f.FilterSet):
    community = f.NumberFilter("community_id", label="小区")
    facility = f.NumberFilter("facility_id", label="设施")
    area = UnderArea("community__area__code")

    class Meta:
        model = NetworkDistance
        fields = []
