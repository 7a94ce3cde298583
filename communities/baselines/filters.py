import django_filters as f
from django.db.models import Q

from accounts.filters import UnderArea
from communities.baselines.models import Baseline, BaselineMember


def versions(request):
    return Baseline.objects.visible_to(request.user) if request else Baseline.objects.none()


class MemberFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="名称、编号")
    area = UnderArea()
    change = f.MultipleChoiceFilter(choices=BaselineMember.Change, label="变化")
    baseline = f.ModelChoiceFilter(queryset=versions, to_field_name="code", label="底数版本")
    ordering = f.OrderingFilter(fields=["name", "floor_area", "built_year", "area"])

    class Meta:
        model = BaselineMember
        fields = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(name__icontains=value) | Q(community__code__startswith=value))
