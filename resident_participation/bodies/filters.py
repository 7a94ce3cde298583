import django_filters as f
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from resident_participation.bodies.models import Body


class BodyFilter(f.FilterSet):
    q = f.CharFilter("name", "icontains", label="名称")
    kind = f.ChoiceFilter(choices=Body.Kind, label="种类")
    state = f.ChoiceFilter(choices=Body.State, label="状态")
    expired = f.BooleanFilter(method="only_expired", label="任期已过")
    area = UnderArea("area__code")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    ordering = f.OrderingFilter(fields=["term_to", "name", "id"])

    class Meta:
        model = Body
        fields = []

    def only_expired(self, queryset, name, value):
        over = {"state": Body.State.SERVING, "term_to__lt": timezone.localdate()}
        return queryset.filter(**over) if value else queryset.exclude(**over)
