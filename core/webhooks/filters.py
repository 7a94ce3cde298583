import django_filters as f

from core.webhooks.kinds import EVENTS
from core.webhooks.models import WebhookDelivery, WebhookEndpoint


def endpoints(request):
    return WebhookEndpoint.objects.visible_to(request.user) if request else WebhookEndpoint.objects.none()


class EndpointFilter(f.FilterSet):
    q = f.CharFilter("name", "icontains", label="名称")
    state = f.MultipleChoiceFilter(choices=WebhookEndpoint.State, label="状态")
    ordering = f.OrderingFilter(fields=["name"])

    class Meta:
        model = WebhookEndpoint
        fields = []


class DeliveryFilter(f.FilterSet):
    """The history of all endpoints: page and API take the same conditions."""

    endpoint = f.ModelChoiceFilter(queryset=endpoints, label="推送地址")
    event = f.ChoiceFilter("event__name", choices=[], label="事件")
    state = f.MultipleChoiceFilter(choices=WebhookDelivery.State, label="状态")
    kind = f.ChoiceFilter(choices=WebhookDelivery.Kind, label="种类")
    ordering = f.OrderingFilter(fields=["created_at", "done_at"])

    class Meta:
        model = WebhookDelivery
        fields = []

    def __init__(self, *args, **kwargs):
        """Kinds of events are known once every floor has declared its own."""
        super().__init__(*args, **kwargs)
        self.filters["event"].extra["choices"] = [(kind.name, kind.title) for kind in EVENTS.values()]
