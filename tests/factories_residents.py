"""What residents subscribe to."""

import factory
from factory.django import DjangoModelFactory

from resident_participation import models as participation
from resident_participation.subscriptions.actions import mark
from tests.factories import RollRowFactory
from tests.factories_gates import OutboxMessageFactory


class SubscriptionFactory(DjangoModelFactory):
    """By SMS, to everything; its code is NEWS2345, NEWS2346…"""

    class Meta:
        model = participation.Subscription

    row = factory.SubFactory(RollRowFactory)
    way, recipient, topics = "sms", "13800005678", ["meetings", "votes", "works"]
    code = factory.Sequence(lambda n: f"NEWS{2345 + n}")
    fingerprint = factory.LazyAttribute(lambda o: mark(o.code))


class ToldFactory(DjangoModelFactory):
    class Meta:
        model = participation.Told

    subscription = factory.SubFactory(SubscriptionFactory)
    event = factory.Sequence(lambda n: f"work:{n}:2026-11-28")
    message = factory.SubFactory(OutboxMessageFactory)
