import django_filters as f
from django.db.models import Q
from django.forms import Select

from accounts.models import Area, User
from core.models import Change


class UnderArea(f.CharFilter):
    """Rows of an area and below, by code. The API takes any code; a page offers the person's own areas by name."""

    def __init__(self, path="area__code", **kwargs):
        super().__init__(path, "startswith", label="区划", **kwargs)

    @property
    def field(self):
        field = super().field
        request = getattr(getattr(self, "parent", None), "request", None)
        on_a_page = request is not None and not hasattr(request, "query_params")  # which is DRF's
        if on_a_page and request.user.is_authenticated:
            field.choices = [("", "区划"), *request.user.area_choices]
            field.widget = Select(choices=field.choices)
        return field


class AreaFilter(f.FilterSet):
    q = f.CharFilter("name", "icontains", label="名称")
    area = f.CharFilter("code", "startswith", label="区划代码")
    level = f.ChoiceFilter(choices=Area.Level, label="级别")
    parent = f.CharFilter("parent_id", label="上级代码")

    class Meta:
        model = Area
        fields = []


class AccountFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="账号、姓名、单位")
    role = f.CharFilter("appointments__role", label="角色", distinct=True)

    class Meta:
        model = User
        fields = []

    def search(self, queryset, name, value):
        return queryset.filter(
            Q(username__icontains=value) | Q(display_name__icontains=value) | Q(office__icontains=value)
        )


class ChangeFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="经办人、对象")
    act = f.CharFilter("act", "startswith", label="事项")
    since = f.DateFilter("at", "date__gte", label="自")
    until = f.DateFilter("at", "date__lte", label="至")
    batch = f.CharFilter("batch", label="批次")

    class Meta:
        model = Change
        fields = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(by_name__icontains=value) | Q(target_name__icontains=value))
