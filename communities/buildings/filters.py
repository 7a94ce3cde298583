import django_filters as f
from django.db.models import Exists, OuterRef, Q

from accounts.filters import UnderArea
from communities.buildings import lifts, reconcile
from communities.buildings.models import Building, StairUnit
from communities.register.filters import CommunityFilter
from core.filters import OfImport


class BuildingFilter(f.FilterSet):
    """The register of buildings: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="小区、幢号")
    area = UnderArea("community__area__code")
    community = f.NumberFilter("community_id", label="小区")
    grade = f.MultipleChoiceFilter(choices=Building.Grade, label="安全等级")
    hazards = f.MultipleChoiceFilter(choices=Building.Hazard, method="with_hazards", label="隐患")
    lift = f.ChoiceFilter(choices=lifts.State, method="with_lift", label="单元加梯")
    built_before = f.NumberFilter("built_year", "lt", label="建成早于")
    self_contained = f.BooleanFilter(label="成套住宅")
    imported = OfImport()
    ordering = f.OrderingFilter(
        fields=["community__code", "community__pinyin", "built_year", "storeys", "households", "floor_area", "grade"]
        + ["updated_at"]
    )

    class Meta:
        model = Building
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        found = Q(number=words) | Q(community__name__icontains=words) | Q(community__code__startswith=words)
        return queryset.filter(found)

    def with_hazards(self, queryset, name, value):
        return queryset.filter(hazards__overlap=value) if value else queryset

    def with_lift(self, queryset, name, value: str):
        units = lifts.with_states(StairUnit.objects.filter(building=OuterRef("pk")))
        return queryset.filter(Exists(units.filter(lift_state=value)))


class StairUnitFilter(f.FilterSet):
    area = UnderArea("building__community__area__code")
    community = f.NumberFilter("building__community_id", label="小区")
    building = f.NumberFilter("building_id", label="楼栋")
    lift = f.ChoiceFilter(choices=lifts.State, method="with_lift", label="加梯")
    imported = OfImport()

    class Meta:
        model = StairUnit
        fields = []

    def with_lift(self, queryset, name, value: str):
        return lifts.with_states(queryset).filter(lift_state=value)


class DifferenceFilter(CommunityFilter):
    """Communities whose totals are not the sums of their buildings."""

    open = f.BooleanFilter(method="without_a_word", label="只看没说明的")

    def without_a_word(self, queryset, name, value):
        return reconcile.differing(queryset, unexplained=True) if value else queryset
