"""Webhooks: who is told (endpoints), what happened (events), what of it has arrived (deliveries and their attempts).

The rows are the truth: an event and its deliveries are written in the transaction of the act they tell of, and a
delivery stays waiting until the receiver has said yes or an administrator skips it.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.querysets import NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from core.tracked import Tracked
from core.webhooks.acts import HookAct
from core.webhooks.kinds import title_of


class WholeCityQuerySet(ScopedQuerySet):
    """Configuration of the portal: for those who manage it."""

    def visible_to(self, user):
        return self if user.may_somewhere(HookAct.EDIT) else self.none()


class WebhookEndpoint(Tracked):
    """推送地址: another system that is told when something happens here. Its secret signs every message."""

    class State(models.TextChoices):
        ACTIVE = "active", "启用"
        PAUSED = "paused", "已自动暂停"
        OFF = "off", "停用"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.ACTIVE, HookAct.PAUSE): State.PAUSED,
            (State.PAUSED, HookAct.RESUME): State.ACTIVE,
            (State.OFF, HookAct.RESUME): State.ACTIVE,
            (State.ACTIVE, HookAct.STOP): State.OFF,
            (State.PAUSED, HookAct.STOP): State.OFF,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "pk", NOTHING
    LOG_SECRET = ("secret",)

    name = models.CharField(
        "名称", max_length=60, unique=True, error_messages={"unique": "已有同名的推送地址"}, help_text="对方系统的名字"
    )
    url = models.CharField("网址", max_length=300)
    events = models.JSONField("事件", default=list)  # names of core.webhooks.kinds.EVENTS
    secret = EncryptedTextField("密钥", editable=False)
    state = models.CharField("状态", max_length=8, choices=State, default=State.ACTIVE)

    objects = WholeCityQuerySet.as_manager()
    area = None  # the whole city's

    class Meta:
        verbose_name = "推送地址"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("webhooks:endpoint", args=[self.pk])

    @staticmethod
    def describe_list(names):
        """How a list of the log reads: the events by their titles."""
        return "、".join(map(title_of, names))


class WebhookEvent(models.Model):
    """What happened, in the summary fields that its kind allows; the same bytes for everybody, however often sent."""

    AREA_PATH, PUBLIC_ROWS = "pk", NOTHING

    uid = models.UUIDField("唯一号", default=uuid.uuid4, unique=True)
    name = models.CharField("事件", max_length=60)
    at = models.DateTimeField("时间", default=timezone.now)
    data = models.JSONField("内容", default=dict)

    objects = WholeCityQuerySet.as_manager()

    class Meta:
        verbose_name = "推送事件"

    def __str__(self):
        return self.name


class DeliveryQuerySet(WholeCityQuerySet):
    def waiting(self):
        return self.filter(state=WebhookDelivery.State.WAITING)


class WebhookDelivery(models.Model):
    """One event on its way to one endpoint. An endpoint's deliveries go out one after the other, in the rows' order."""

    class Kind(models.TextChoices):
        EVENT = "event", "推送"
        REPLAY = "replay", "重推"
        TEST = "test", "测试"

    class State(models.TextChoices):
        WAITING = "waiting", "待推送"
        DONE = "done", "已送达"
        FAILED = "failed", "未送达"  # a test is tried once
        SKIPPED = "skipped", "已跳过"

    AREA_PATH, PUBLIC_ROWS = "pk", NOTHING

    endpoint = models.ForeignKey(WebhookEndpoint, models.PROTECT, related_name="deliveries", verbose_name="推送地址")
    event = models.ForeignKey(WebhookEvent, models.PROTECT, related_name="deliveries", verbose_name="事件")
    kind = models.CharField("种类", max_length=8, choices=Kind, default=Kind.EVENT)
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)  # since the endpoint was last resumed
    next_at = models.DateTimeField("下次推送", default=timezone.now)
    created_at = models.DateTimeField("登记时间", default=timezone.now)
    done_at = models.DateTimeField("送达时间", null=True)
    by_name = models.CharField("经办人", max_length=150, blank=True)  # who pressed replay, test or skip

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "推送记录"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["endpoint", "id"], condition=Q(state="waiting"), name="webhook_queue"),
            models.Index(fields=["endpoint", "-id"], name="webhook_history"),
        ]

    def __str__(self):
        return f"{self.event.name} {self.event.uid}"

    area = None

    def get_absolute_url(self):
        return reverse("webhooks:delivery", args=[self.pk])


class WebhookAttempt(models.Model):
    """One request to a receiver and what came of it: `status` is its answer, or `error` says why there was none."""

    AREA_PATH, PUBLIC_ROWS = "pk", NOTHING

    delivery = models.ForeignKey(WebhookDelivery, models.CASCADE, related_name="tries", verbose_name="推送记录")
    at = models.DateTimeField("时间", default=timezone.now)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    milliseconds = models.PositiveIntegerField("用时（毫秒）", default=0)
    response = models.CharField("回答的开头", max_length=500, blank=True)
    error = models.CharField("没有送达的原因", max_length=200, blank=True)

    objects = WholeCityQuerySet.as_manager()

    class Meta:
        verbose_name = "推送尝试"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.status or self.error}"
