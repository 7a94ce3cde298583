"""Kinds of events that other systems may be told of. Each subject declares its own in an `events.py`.

What may leave the house is a list of summary fields per kind, never a record: no name, phone, address or free text of
a resident can slip in because somebody added a column. Texts pass the search for personal data all the same.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from core import privacy
from core.bell import ring
from core.webhooks.models import WebhookDelivery, WebhookEndpoint, WebhookEvent

EVENTS: dict[str, "EventKind"] = {}
TEST = "webhook.test"
LISTENING = [WebhookEndpoint.State.ACTIVE, WebhookEndpoint.State.PAUSED]


@dataclass(frozen=True)
class EventKind:
    """`fields` is {name in JSON: what it is, in Chinese}: the allow-list of what is told."""

    name: str
    title: str
    fields: dict

    def body(self, summary):
        """The summary as it is sent. Raises ValueError for a field that is not on the list, or missing."""
        if summary.keys() != self.fields.keys():
            raise ValueError(f"{self.name} tells {sorted(self.fields)}, got {sorted(summary)}")
        return {name: told(value) for name, value in summary.items()}


def event(name, title, /, **fields):
    """Declare a kind of event."""
    EVENTS[name] = EventKind(name, title, fields)


def told(value):
    if isinstance(value, str):
        return privacy.redact(str(value))
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, (bool, int)):
        return value
    raise ValueError(f"{type(value).__name__} is no summary")


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


event(TEST, "测试", message="固定的一句话")
