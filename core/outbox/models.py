"""The outbox: every notice to a person outside the house, until it has been sent or printed."""

import uuid
from collections import namedtuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.outbox.acts import NoticeAct
from core.querysets import NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField, mask_email, mask_phone
from core.states import Lifecycle
from core.tracked import Tracked

Place = namedtuple("Place", "pk")  # an area as far as this floor knows it: its code


class OutboxQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """One's own area's; the system administrator sees that they go out, not what they say (`shows`)."""
        return self if user.may_somewhere("system.jobs") else super().visible_to(user)

    def due(self, now):
        return self.filter(state=OutboxMessage.State.WAITING, next_at__lte=now)


class OutboxMessage(Tracked):
    """通知: one short text to one recipient. Recipient and text are encrypted at rest, the recipient is shown masked.

    Where its channel is not configured a notice waits to be printed: paper always works.
    """

    class Kind(models.TextChoices):
        SMS = "sms", "短信"
        EMAIL = "email", "邮件"
        PAPER = "paper", "纸质"

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "发送失败"
        PAPER = "paper", "待打印"
        PRINTED = "printed", "已打印"
        CANCELLED = "cancelled", "已撤回"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.PAPER, NoticeAct.PRINT): State.PRINTED,
            (State.PRINTED, NoticeAct.PRINT): State.PRINTED,
            (State.FAILED, NoticeAct.RETRY): State.WAITING,
            (State.FAILED, NoticeAct.TO_PAPER): State.PAPER,
            (State.WAITING, NoticeAct.CANCEL): State.CANCELLED,
            (State.FAILED, NoticeAct.CANCEL): State.CANCELLED,
            (State.PAPER, NoticeAct.CANCEL): State.CANCELLED,
            (State.WAITING, NoticeAct.DELIVER): State.SENT,
            (State.WAITING, NoticeAct.GIVE_UP): State.FAILED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "area_code", NOTHING
    LOG_SECRET = ("recipient", "text")

    uid = models.UUIDField("唯一号", default=uuid.uuid4, unique=True, editable=False)  # channels drop what they had
    kind = models.CharField("方式", max_length=8, choices=Kind, default=Kind.PAPER)
    recipient = EncryptedTextField("收件人")
    subject = models.CharField("标题", max_length=80)
    text = EncryptedTextField("正文")
    state = models.CharField("状态", max_length=12, choices=State, default=State.WAITING)
    area_code = models.CharField("区划代码", max_length=12)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发件人"
    )
    office = models.CharField("发件单位", max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    error = models.CharField("没有发出的原因", max_length=200, blank=True)
    next_at = models.DateTimeField("下次发送", default=timezone.now)
    created_at = models.DateTimeField("登记时间", default=timezone.now)
    done_at = models.DateTimeField("发出时间", null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="outbox_due"),
            models.Index(fields=["area_code", "-id"], name="outbox_area"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "printed"]) | Q(done_at__isnull=False),
                name="notice_sent_has_a_time",
                violation_error_message="发出的通知要有发出时间",
            )
        ]

    def __str__(self):
        return self.subject

    @property
    def area(self):
        return Place(self.area_code)

    @property
    def masked(self):
        """The recipient as it is shown: enough to tell two apart."""
        masks = {self.Kind.SMS: mask_phone, self.Kind.EMAIL: mask_email, self.Kind.PAPER: lambda words: words[:2] + "…"}
        return masks[self.kind](self.recipient)

    def shows(self, user):
        """Whether a person may read what it says: those who work in its area."""
        return any(self.area_code.startswith(code) for code in user.prefixes)

    def get_absolute_url(self):
        return reverse("outbox:notice", args=[self.pk])
