"""Factories of what goes out of the house: notices, webhooks."""

import factory
from factory.django import DjangoModelFactory

from core import models as core


class OutboxMessageFactory(DjangoModelFactory):
    class Meta:
        model = core.OutboxMessage

    kind, recipient, state = "sms", "13800001234", "waiting"
    subject, text, area_code = "停水通知", "明天上午停水，十一点恢复", "330203006"


class WebhookEndpointFactory(DjangoModelFactory):
    class Meta:
        model = core.WebhookEndpoint

    name = factory.Sequence(lambda n: f"四个平台{n}")
    url, events, secret = "http://127.0.0.1:9/hook", ["feedback.logged"], "whsec_" + "QUJD" * 10 + "QUI="


class WebhookEventFactory(DjangoModelFactory):
    class Meta:
        model = core.WebhookEvent

    name, data = "feedback.logged", factory.LazyFunction(lambda: {"number": "2611280001"})


class WebhookDeliveryFactory(DjangoModelFactory):
    class Meta:
        model = core.WebhookDelivery

    endpoint = factory.SubFactory(WebhookEndpointFactory)
    event = factory.SubFactory(WebhookEventFactory)


class WebhookAttemptFactory(DjangoModelFactory):
    class Meta:
        model = core.WebhookAttempt

    delivery = factory.SubFactory(WebhookDeliveryFactory)
    status, milliseconds = 200, 12
