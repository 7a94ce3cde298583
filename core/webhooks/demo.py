"""Invented webhook traffic of the demo city: an endpoint that took what it was sent until it was switched off. It is
off, so that a demo never asks anybody's server."""

from datetime import timedelta

from django.utils import timezone

from core.actors import SYSTEM
from core.changes import change
from core.webhooks.acts import HookAct
from core.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent
from core.webhooks.sending import new_secret

TOLD = ["feedback.logged", "feedback.closed", "project.stage_changed"]
ANSWERS = [
    (200, 84, ""),
    (200, 61, ""),
    (503, 1204, ""),
    (200, 97, ""),
    (None, 10002, "10 秒内没有回答"),
    (200, 73, ""),
]


def build(events):
    """`events` is [(kind, data)], the oldest first."""
    endpoint = WebhookEndpoint(
        name="四个平台（演示，已停用）", url="https://gateway.example.invalid/renewal", events=TOLD
    )
    endpoint.secret, endpoint.state = new_secret(), WebhookEndpoint.State.OFF
    with change(endpoint, by=SYSTEM, act=HookAct.EDIT, note="演示数据"):
        pass
    for age, (kind, data) in zip(range(len(events), 0, -1), events, strict=True):
        deliver(endpoint, kind, data, timezone.now() - timedelta(hours=5 * age), age)


def deliver(endpoint, kind, data, at, age):
    """One event that arrived, at the second try where the first failed."""
    event = WebhookEvent.objects.create(name=kind, at=at, data=data)
    status, took, error = ANSWERS[age % len(ANSWERS)]
    tries = [(200, 88, "")] if status == 200 else [(status, took, error), (200, 88, "")]
    done = at + timedelta(seconds=1 + 30 * (len(tries) - 1))
    row = {"state": WebhookDelivery.State.DONE, "attempts": len(tries), "created_at": at, "done_at": done}
    delivery = WebhookDelivery.objects.create(endpoint=endpoint, event=event, next_at=at, **row)
    for n, (code, milliseconds, words) in enumerate(tries):
        said = '{"ok":true}' if code == 200 else ""
        tried = {"status": code, "milliseconds": milliseconds, "error": words, "response": said}
        WebhookAttempt.objects.create(delivery=delivery, at=at + timedelta(seconds=30 * n), **tried)
