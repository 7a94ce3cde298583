import django_filters as f
from django.db.models import Q

from accounts.models import Organisation
from core.filters import OfImport
from projects.register.models import Party


class OrganisationFilter(f.FilterSet):
    """The directory: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="单位名称、统一社会信用代码")
    kind = f.MultipleChoiceFilter(choices=Organisation.Kind, label="类别")
    role = f.ChoiceFilter(choices=Party.Role, method="taking_part", label="参建角色")
    imported = OfImport()
    ordering = f.OrderingFilter(fields=[("name", "name"), ("uscc", "uscc"), ("updated_at", "updated_at")])

    class Meta:
        model = Organisation
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        return queryset.filter(Q(name__icontains=words) | Q(uscc__startswith=words.upper()))

    def taking_part(self, queryset, name, value: str):
        return queryset.filter(pk__in=Party.objects.filter(role=value).values("organisation"))
