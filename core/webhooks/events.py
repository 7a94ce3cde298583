"""Telling other systems. Each subject declares its kinds of events in an `events.py` and emits them there."""

from django.db import transaction

from core.bell import ring
from core.webhooks.kinds import EVENTS, event
from core.webhooks.models import WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = ["emit", "event"]
LISTENING = [WebhookEndpoint.State.ACTIVE, WebhookEndpoint.State.PAUSED]


def emit(name, /, **summary):
    """Write an event down for everybody who wants it, in the transaction of the act; rolled back, it never was.

    Costs one query where nobody listens. Raises TransactionManagementError outside a transaction.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an event is emitted in the transaction of its act")
    data = EVENTS[name].body(summary)
    listening = list(WebhookEndpoint.objects.filter(state__in=LISTENING, events__contains=[name]).order_by("pk"))
    if not listening:
        return
    happened = WebhookEvent.objects.create(name=name, data=data)
    WebhookDelivery.objects.bulk_create([WebhookDelivery(endpoint=one, event=happened) for one in listening])
    for one in listening:
        transaction.on_commit(lambda key=one.pk: ring("core.tasks.deliver_webhooks", key))
