import orjson
from django.db.models import Count, F, Max, OuterRef, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from core.api import ScopedViewSet, written
from core.steps.api import with_steps, writes
from core.webhooks import actions
from core.webhooks.filters import DeliveryFilter, EndpointFilter
from core.webhooks.forms import EndpointForm
from core.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from core.webhooks.steps import ENDPOINT_STEPS

OWN = WebhookDelivery.objects.filter(endpoint=OuterRef("pk")).order_by().values("endpoint")
NEWEST = WebhookAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")


class TestAnswer(serializers.Serializer):
    delivery = serializers.IntegerField(label="推送记录")
    state = serializers.CharField(label="状态")
    status = serializers.IntegerField(label="状态码", allow_null=True)
    milliseconds = serializers.IntegerField(label="用时（毫秒）")
    error = serializers.CharField(label="没有送达的原因")


@with_steps(ENDPOINT_STEPS)
@writes(EndpointForm, create=actions.save_endpoint, edit=actions.save_endpoint)
class WebhookViewSet(ScopedViewSet):
    """接口推送. The secret is part of one answer only: that of the request that made it."""

    model, filterset_class = WebhookEndpoint, EndpointFilter
    columns = {
        "id": "id",
        "name": "name",
        "url": "url",
        "events": "events",
        "state": "state",
        "waiting": Subquery(OWN.waiting().values(n=Count("pk"))),
        "last_ok": Subquery(OWN.values(at=Max("done_at"))),
        "version": "version",
    }

    def one(self, obj, status=200):
        answer = super().one(obj, status)
        return self.told(answer, obj) if status == 201 else answer

    def told(self, answer, endpoint):
        """The answer with the secret that was made in this request."""
        body = orjson.dumps(orjson.loads(answer.content) | {"secret": endpoint.secret})
        return written(body, status=answer.status_code)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def rotate(self, request, pk):
        """A new secret, shown in this answer only."""
        endpoint = actions.rotate(self.get_object(), by=request.user)
        return self.told(self.one(endpoint), endpoint)

    @extend_schema(request=None, responses=TestAnswer)
    @action(detail=True, methods=["post"])
    def test(self, request, pk):
        """One signed test message, tried once and at once."""
        delivery = actions.test(self.get_object(), by=request.user)
        tried = delivery.tries.get()
        told = {"status": tried.status, "milliseconds": tried.milliseconds, "error": tried.error}
        return written(orjson.dumps({"delivery": delivery.pk, "state": delivery.state, **told}))


class WebhookDeliveryViewSet(ScopedViewSet):
    """推送记录: what was sent where, and how the last attempt went."""

    model, filterset_class = WebhookDelivery, DeliveryFilter
    columns = {
        "id": "id",
        "endpoint": "endpoint_id",
        "event": F("event__name"),
        "uid": F("event__uid"),
        "kind": "kind",
        "state": "state",
        "attempts": "attempts",
        "next_at": "next_at",
        "created_at": "created_at",
        "done_at": "done_at",
        "last_status": Subquery(NEWEST.values("status")[:1]),
        "last_milliseconds": Subquery(NEWEST.values("milliseconds")[:1]),
        "last_error": Subquery(NEWEST.values("error")[:1]),
    }

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def replay(self, request, pk):
        """The same event once more, under its old number."""
        return self.one(actions.replay(self.get_object(), by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def skip(self, request, pk):
        """Give it up, so that those behind it can go."""
        return self.one(actions.skip(self.get_object(), by=request.user))
