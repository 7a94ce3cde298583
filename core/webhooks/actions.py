"""Endpoints and their deliveries. A delivery goes out under its row's lock; who dies in the middle leaves it."""

import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core import outgoing
from core.actors import SYSTEM
from core.bell import ring
from core.changes import change
from core.errors import Refused
from core.webhooks.acts import HookAct
from core.webhooks.kinds import EVENTS, TEST
from core.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent
from core.webhooks.sending import new_secret, send

State, Delivery = WebhookEndpoint.State, WebhookDelivery.State
FIRST_PAUSE = timedelta(seconds=30)  # doubles with each failure: 30 s, 1 min, … 32 min: an hour in all
MOST_FAILURES = 8  # in a row; then the endpoint is paused and the administrators are asked to look
ONE_RUN = 60  # seconds after which a run rings for the next one, so that no endpoint keeps a worker for itself
GONE = 410  # the receiver says that this address is no more
SHOWN = 500  # characters kept of an answer


def save_endpoint(endpoint=None, *, by, version=None, **values):
    """A new endpoint gets its secret here; it is shown once, and whoever lost it makes a new one.

    Refuses an address that cannot be used (`outgoing.resolve`) and events that do not exist.
    """
    endpoint = endpoint or WebhookEndpoint(secret=new_secret())
    by.require(HookAct.EDIT, endpoint)  # first: nobody else learns here which names lead inside
    with change(endpoint, by=by, act=HookAct.EDIT, version=version) as e:
        for name, value in values.items():
            setattr(e, name, value)
        if not e.events or set(e.events) - (EVENTS.keys() - {TEST}):
            raise Refused("no_event", "请至少选一种事件", {"events": ["请至少选一种事件"]})
        outgoing.resolve(e.url, settings.WEBHOOK_ALLOWED_HOSTS)
    return e


def rotate(endpoint, *, by):
    """A new secret; from now on everything is signed with it."""
    with change(endpoint, by=by, act=HookAct.EDIT, note="更换密钥") as e:
        e.secret = new_secret()
    return e


@transaction.atomic
def resume(endpoint, *, by, note=""):
    """Go on where it stopped: nothing that waits is lost, and the first of it goes out at once."""
    endpoint.deliveries.waiting().update(attempts=0, next_at=timezone.now())
    with change(endpoint, by=by, act=HookAct.RESUME, note=note) as e:
        WebhookEndpoint.LIFECYCLE.step(e, HookAct.RESUME)
    transaction.on_commit(lambda: ring("core.tasks.deliver_webhooks", e.pk))
    return e


def stop(endpoint, *, by, reason):
    """Tell it nothing more. What waits stays and goes out if it is resumed."""
    if not reason.strip():
        raise Refused("needs_reason", "请写停用原因", {"reason": ["请写停用原因"]})
    with change(endpoint, by=by, act=HookAct.STOP, note=reason.strip()) as e:
        WebhookEndpoint.LIFECYCLE.step(e, HookAct.STOP)
    return e


def deliver(endpoint_id):
    """Send what waits for an endpoint, one after the other, until nothing is due. Returns how many arrived."""
    arrived, began = 0, time.monotonic()
    while time.monotonic() - began < ONE_RUN:
        outcome = deliver_first(endpoint_id)
        if not outcome:
            return arrived
        arrived += 1
    ring("core.tasks.deliver_webhooks", endpoint_id)
    return arrived


@transaction.atomic
def deliver_first(endpoint_id):
    """The first that waits: True when it arrived. A later one never overtakes it, whoever else is at work."""
    waiting = WebhookDelivery.objects.waiting().filter(endpoint=endpoint_id, endpoint__state=State.ACTIVE)
    first = waiting.order_by("pk").values_list("pk", flat=True).first()
    rows = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("endpoint", "event")
    delivery = rows.filter(pk=first, next_at__lte=timezone.now()).first()
    if delivery is None:
        return False
    answer = attempt(delivery)
    delivery.attempts += 1
    if answer.ok:
        delivery.state, delivery.done_at = Delivery.DONE, timezone.now()
    else:
        delivery.next_at = timezone.now() + FIRST_PAUSE * 2 ** (delivery.attempts - 1)
    delivery.save()
    if not answer.ok and (delivery.attempts >= MOST_FAILURES or answer.status == GONE):
        pause(delivery.endpoint, delivery.attempts, answer)
    return answer.ok


def attempt(delivery):
    """One request, kept in the history."""
    answer = send(delivery.endpoint, delivery.event)
    redirected = answer.status is not None and 300 <= answer.status < 400
    WebhookAttempt.objects.create(
        delivery=delivery,
        status=answer.status,
        milliseconds=answer.milliseconds,
        response=answer.body.decode("utf-8", "replace").replace("\x00", "")[:SHOWN],
        error="对方要求转到别的网址，没有跟过去" if redirected else answer.error,
    )
    return answer


def pause(endpoint, failures, answer):
    why = "对方说这个网址不再使用" if answer.status == GONE else f"连续 {failures} 次没有送达"
    last = answer.error or f"状态码 {answer.status}"
    with change(endpoint, by=SYSTEM, act=HookAct.PAUSE, note=f"{why}，最后一次：{last}") as e:
        if e.state == State.ACTIVE:
            WebhookEndpoint.LIFECYCLE.step(e, HookAct.PAUSE)


def ring_all():
    """Ring for every endpoint for which something is due. Returns how many."""
    due = WebhookDelivery.objects.waiting().filter(endpoint__state=State.ACTIVE, next_at__lte=timezone.now())
    keys = set(due.values_list("endpoint", flat=True))
    for key in keys:
        ring("core.tasks.deliver_webhooks", key)
    return len(keys)


def test(endpoint, *, by):
    """A signed test message, tried once and at once, whatever waits and whether or not the endpoint is paused."""
    by.require(HookAct.EDIT, endpoint)
    sentence = "这是一条测试消息，收到并验证签名后请回答 2xx"
    with transaction.atomic():
        event = WebhookEvent.objects.create(name=TEST, data={"message": sentence})
        kinds = {"kind": WebhookDelivery.Kind.TEST, "state": Delivery.FAILED, "attempts": 1}
        delivery = WebhookDelivery.objects.create(endpoint=endpoint, event=event, by_name=by.display_name, **kinds)
    if attempt(delivery).ok:
        delivery.state, delivery.done_at = Delivery.DONE, timezone.now()
        delivery.save()
    return delivery


@transaction.atomic
def replay(delivery, *, by):
    """The same event once more, at the end of the queue, under its old number: the receiver knows that it had it."""
    by.require(HookAct.EDIT, delivery.endpoint)
    if delivery.state == Delivery.WAITING:
        raise Refused("still_waiting", "这条还没有送达，会自动再推，不用重推")
    if delivery.endpoint.state == State.OFF:
        raise Refused("endpoint_off", "推送地址停用了，请先启用")
    again = {"kind": WebhookDelivery.Kind.REPLAY, "by_name": by.display_name}
    new = WebhookDelivery.objects.create(endpoint=delivery.endpoint, event=delivery.event, **again)
    transaction.on_commit(lambda: ring("core.tasks.deliver_webhooks", delivery.endpoint_id))
    return new


@transaction.atomic
def skip(delivery, *, by):
    """Give up a delivery that the receiver will never take, so that those behind it can go."""
    by.require(HookAct.EDIT, delivery.endpoint)
    d = WebhookDelivery.objects.select_for_update(of=["self"]).select_related("endpoint").get(pk=delivery.pk)
    if d.state != Delivery.WAITING:
        raise Refused("not_waiting", f"这条{d.get_state_display()}，不用跳过")
    d.state, d.by_name = Delivery.SKIPPED, by.display_name
    d.save()
    transaction.on_commit(lambda: ring("core.tasks.deliver_webhooks", d.endpoint_id))
    return d
