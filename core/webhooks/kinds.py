"""Kinds of events that other systems may be told of.

What may leave the house is a list of summary fields per kind, never a record: no name, phone, address or free text of
a resident can slip in because somebody added a column. Texts pass the search for personal data all the same.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from core import privacy

EVENTS: dict[str, "EventKind"] = {}
TEST = "webhook.test"


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


def title_of(name):
    return EVENTS[name].title if name in EVENTS else "已取消的事件"


event(TEST, "测试", message="固定的一句话")
