import django_filters as f

from core.outbox.models import OutboxMessage


class NoticeFilter(f.FilterSet):
    """The outbox: page and API take the same conditions."""

    q = f.CharFilter("subject", "icontains", label="标题")
    state = f.MultipleChoiceFilter(choices=OutboxMessage.State, label="状态")
    kind = f.ChoiceFilter(choices=OutboxMessage.Kind, label="方式")
    mine = f.BooleanFilter(method="own", label="我发的")
    ordering = f.OrderingFilter(fields=["created_at", "done_at"])

    class Meta:
        model = OutboxMessage
        fields = []

    def own(self, queryset, name, value: bool):
        return queryset.filter(by=self.request.user.pk) if value else queryset.exclude(by=self.request.user.pk)
