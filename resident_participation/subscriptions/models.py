"""订阅: a household's wish to be told what happens in its community, and which notices it has been told by."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.models import OutboxMessage, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField, mask_email, mask_phone
from resident_participation.rolls.models import RollRow

Way = OutboxMessage.Kind


class Topic(models.TextChoices):
    WORKS = "works", "施工、停水停电"
    VOTES = "votes", "表决和结果"
    MEETINGS = "meetings", "会议和纪要"


class SubscriptionQuerySet(ScopedQuerySet):
    def live(self):
        return self.filter(ended_at=None)


class Subscription(Tracked):
    """订阅 of a household, one at most. Number or address and the code to end it are encrypted; ending erases both.

    The code stands in each notice; its fingerprint finds the subscription again.
    """

    AREA_PATH, PUBLIC_ROWS = "row__community__area__code", NOTHING
    LOG_SECRET = ("recipient", "code")

    row = models.OneToOneField(RollRow, models.CASCADE, related_name="subscription", verbose_name="住户")
    way = models.CharField("怎么通知", max_length=8, choices=Way)
    recipient = EncryptedTextField("手机号或邮箱", blank=True)
    topics = ArrayField(models.CharField(max_length=10, choices=Topic), verbose_name="通知什么")
    code = EncryptedTextField("退订码", blank=True)
    fingerprint = models.CharField("退订码指纹", max_length=64, unique=True, editable=False)
    since = models.DateTimeField("订阅时间", default=timezone.now)
    ended_at = models.DateTimeField("退订时间", null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "通知订阅"
        ordering = ["row"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(recipient="", code=""),
                name="ended_subscription_keeps_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(ended_at=None) | Q(way="paper") | ~Q(recipient=""),
                name="subscription_can_be_reached",
                violation_error_message="请填手机号或邮箱",
            ),
        ]

    def __str__(self):
        return f"{self.row}订阅通知"

    @property
    def area(self):
        return self.row.area

    @property
    def masked(self):
        """Where notices go, as it is shown."""
        masks = {Way.SMS: mask_phone, Way.EMAIL: mask_email, Way.PAPER: lambda _: "您家信箱"}
        return masks[self.way](self.recipient)


class Told(models.Model):
    """One thing that happened, told to one subscriber: once, whatever runs twice. `refused` says why it was not."""

    AREA_PATH, PUBLIC_ROWS = "subscription__row__community__area__code", NOTHING

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="told", verbose_name="订阅")
    event = models.CharField("什么事", max_length=60)
    message = models.OneToOneField(
        OutboxMessage, models.PROTECT, related_name="+", verbose_name="通知", null=True, blank=True
    )
    refused = models.CharField("没有发的原因", max_length=200, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "已通知的事"
        ordering = ["subscription", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="one_notice_a_subscriber_and_event"),
            models.CheckConstraint(
                condition=Q(message__isnull=False) | ~Q(refused=""), name="told_by_a_notice_or_refused"
            ),
        ]

    def __str__(self):
        return self.event

    @property
    def area(self):
        return self.subscription.area
