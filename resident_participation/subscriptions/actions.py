"""A household subscribes, changes its mind, leaves; the portal tells subscribers what is new, each thing once."""

import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from core.actors import SYSTEM
from core.changes import change
from core.errors import Refused
from core.outbox import actions as outbox
from core.outbox import rules
from core.outbox.channels import channel_of
from core.outbox.models import OutboxMessage
from resident_participation.rolls.models import RollRow
from resident_participation.slips.actions import salt
from resident_participation.slips.codes import ALPHABET, SPACES, fingerprint
from resident_participation.subscriptions import news
from resident_participation.subscriptions.models import Subscription, Told, Topic, Way

LENGTH = 8
Waiting = (OutboxMessage.State.WAITING, OutboxMessage.State.PAPER, OutboxMessage.State.FAILED)


class CodeHolder:
    """Whoever has the code of a notice: may end that one subscription. No account, no name in the log."""

    pk = None
    display_name = "持退订码的人"

    def __init__(self, subscription):
        self.subscription = subscription

    def may(self, act, obj):
        return act == Act.SUBSCRIPTION_STOP and obj.pk == self.subscription.pk

    def may_somewhere(self, act):
        return act == Act.SUBSCRIPTION_STOP

    def require(self, act, obj):
        if not self.may(act, obj):
            raise PermissionDenied


def mark(code):
    """What finds a subscription by its code."""
    return fingerprint(f"news:{code}", salt())


def by_code(typed):
    """The live subscription of a typed code, or None."""
    code = typed.translate(SPACES).upper()
    return Subscription.objects.live().select_related("row__community__area").filter(fingerprint=mark(code)).first()


@transaction.atomic
def subscribe(*, by, way, recipient, topics):
    """Set what a household is told and where. A new number is told its code at once: it learns who gave it."""
    row = RollRow.objects.select_for_update(of=["self"]).select_related("community__area").get(pk=by.row.pk)
    recipient = "" if way == Way.PAPER else recipient.strip()
    if way != Way.PAPER:
        rules.reach(way, recipient)
    if not topics:
        raise Refused("no_topic", "请至少选一样", {"topics": ["请至少选一样"]})
    found = Subscription.objects.filter(row=row).first() or Subscription(row=row)
    moved = found.pk is None or found.ended_at or (found.way, found.recipient) != (way, recipient)
    with change(found, by=by, act=Act.SUBSCRIPTION_SET) as one:
        one.way, one.recipient, one.topics = way, recipient, sorted(topics)
        if moved:
            one.code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
            one.fingerprint, one.since, one.ended_at = mark(one.code), timezone.now(), None
    if moved and way != Way.PAPER:
        wanted = "、".join(Topic(topic).label for topic in one.topics)
        greeting = news.News(f"hello:{one.version}", f"这个号码订阅了小区通知：{wanted}。不是您订的，请退订。")
        deliver(one, "订阅通知", greeting)
    return one


@transaction.atomic
def stop(subscription, *, by):
    """End it; the number goes at once, and with it every notice that is not out yet."""
    with change(subscription, by=by, act=Act.SUBSCRIPTION_STOP) as one:
        one.recipient, one.code = "", ""
        one.ended_at = one.ended_at or timezone.now()
    unsent = Told.objects.filter(subscription=one, message__state__in=Waiting).select_related("message")
    for told in unsent:
        outbox.cancel(told.message, by=SYSTEM, reason="住户已退订")
    return one


def tell_all(today=None):
    """Draft what is new for every subscriber. Run twice, nobody is told twice. Returns how many notices."""
    today = today or timezone.localdate()
    homes = Community.objects.public().filter(roll__subscription__ended_at=None, roll__subscription__isnull=False)
    return sum(tell_community(home, today) for home in homes.select_related("area").distinct().order_by("pk"))


def tell_community(community, today):
    found = news.of(community, today)
    if not found:
        return 0
    keys = Subscription.objects.live().filter(row__community=community).values_list("pk", flat=True)
    return sum(tell(key, found) for key in list(keys))


@transaction.atomic
def tell(key, found):
    """One subscriber, under the lock of the subscription: who leaves at this moment is told before or not at all."""
    rows = Subscription.objects.live().select_for_update(of=["self"]).select_related("row__community__area")
    one = rows.filter(pk=key).first()
    if one is None:
        return 0
    known = set(one.told.values_list("event", flat=True))
    new = [(t, n) for t, n in found if t in one.topics and n.event not in known and n.concerns(one.row)]
    for topic, item in new:
        deliver(one, news.SUBJECTS[topic], item)
    return len(new)


def deliver(subscription, subject, item):
    """One notice into the outbox. By paper where the way is not configured: the slip goes to the household's box."""
    row, way, recipient = subscription.row, subscription.way, subscription.recipient
    if way == Way.PAPER or channel_of(way) is None:
        way, recipient = Way.PAPER, str(row)
    message, refused = None, ""
    try:
        message = outbox.send(
            by=SYSTEM,
            kind=way,
            recipient=recipient,
            subject=f"{row.community.name[:40]}{subject}",
            text=letter(subscription, item.text, way),
            area_code=row.community.area_id,
            office=str(row.community.area),
        )
    except Refused as error:
        refused = error.message[:200]
    Told.objects.create(subscription=subscription, event=item.event, message=message, refused=refused)


def letter(subscription, words, way):
    """The text with how to leave; an SMS is cut to what one may hold."""
    head, end = f"【{subscription.row.community.name}】", ending(subscription.code, words, way)
    if way != Way.SMS:
        return f"{head}{words}\n{end}"
    room = rules.SMS_MOST - len(head) - len(end) - 1
    return f"{head}{words if len(words) <= room else words[: room - 1] + '…'}{end}"


def ending(code, words, way):
    """How to leave. Only an e-mail has an address, and none that asks for data: it opens the form with the code typed,
    the button there ends the subscription."""
    phone, site = settings.SITE["phone"], settings.SITE["url"]
    if way == Way.EMAIL and site and not rules.ASKS.search(words):
        door = f"{site}{reverse('resident_participation:news_stop')}?code={code}"
        return f"问：{phone}。退订：打开下面的网址，按“退订”，或打这个电话\n{door}"
    return f"问：{phone}。退订：打开小区页面点“凭退订码退订”，填 {code}，或打这个电话"
