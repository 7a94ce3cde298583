import django_filters as f
from django.apps import apps
from django.db.models import Q

from accounts.filters import UnderArea
from accounts.models import ManagementOrg
from communities.register.models import Community, RenovationUnit
from communities.register.stages import Stage
from core.filters import OfImport
from core.querysets import seen_by


def baselines(request):
    """The versions of the list that the person may see; they stand above the register and are reached by name."""
    return seen_by(apps.get_model("communities.Baseline"))(request)


class CommunityFilter(f.FilterSet):
    """The register's list: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="名称、编号、地址")
    area = UnderArea()
    status = f.MultipleChoiceFilter(choices=Stage, label="状态")
    plan_year = f.NumberFilter(label="计划年度")
    built_before = f.NumberFilter("built_year", "lt", label="建成早于")
    built_after = f.NumberFilter("built_year", "gte", label="建成不早于")
    strategy = f.MultipleChoiceFilter(choices=Community.Strategy, label="改造方式")
    property_mode = f.MultipleChoiceFilter(choices=Community.PropertyMode, label="物业模式")
    unit = f.ModelChoiceFilter(queryset=seen_by(RenovationUnit), null_label="没有划入片区", label="改造片区")
    management_org = f.ModelChoiceFilter(queryset=ManagementOrg.objects.all(), to_field_name="code", label="管理机构")
    baseline = f.ModelChoiceFilter(queryset=baselines, method="standing_in", to_field_name="code", label="底数版本")
    core = f.BooleanFilter("district__is_core", label="市六区")
    imported = OfImport()
    ordering = f.OrderingFilter(
        fields=["code", "pinyin", "built_year", "floor_area", "households", "status", "plan_year", "updated_at"]
    )

    class Meta:
        model = Community
        fields = []

    def search(self, queryset, name, value):
        """Name, former name, code, address, or the initials of the name's pinyin (dlf → 东柳坊)."""
        words = value.strip()
        found = Q(name__icontains=words) | Q(address__icontains=words) | Q(code__startswith=words)
        found |= Q(pk__in=Community.objects.filter(former_names__name__icontains=words).values("pk"))
        if words.isascii() and words.isalpha():
            found |= Q(pinyin__startswith=words.lower())
        return queryset.filter(found)

    def standing_in(self, queryset, name, value: str):
        return queryset.filter(pk__in=value.members.standing().values("community"))
