"""Feedback: what residents say, who deals with it, what they were told."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from core.models import Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from resident_participation.ballots.models import Ballot, Dispute
from resident_participation.cards.models import Card, CardBatch
from resident_participation.clearances.models import Clearance, ClearanceAsk
from resident_participation.initiatives.models import Initiative, Signature
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.paper.models import PaperBallot, Reading
from resident_participation.results.models import BundleRequest
from resident_participation.rolls.models import RollExplanation, RollObjection, RollRow
from resident_participation.slips.models import Delivery, Slip, SlipBatch
from resident_participation.votes.models import Item, Notice, Round, RuleSet, Seat

__all__ = [
    "Ballot", "BundleRequest", "Card", "CardBatch", "Delivery", "Dispute", "Feedback", "FeedbackCategory", "Item",
    "Notice", "PaperBallot", "Reading", "RollExplanation", "RollObjection", "RollRow", "Round", "RuleSet", "Seat",
    "Slip", "SlipBatch", "OpinionWindow", "SchemeOpinion", "Initiative",
    "Signature", "Clearance", "ClearanceAsk",
]  # fmt: skip


class FeedbackCategory(models.Model):
    """诉求类别 with its clock: working days until an answer is due, a data row with its source (DOMAIN §8.2)."""

    AREA_PATH, PUBLIC_ROWS = "code", EVERYTHING

    code = models.CharField("代码", max_length=30, primary_key=True)
    name = models.CharField("类别", max_length=40, unique=True)
    days = models.PositiveSmallIntegerField("答复时限（工作日）")
    source = models.CharField("依据", max_length=200)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "诉求类别"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class FeedbackQuerySet(ScopedQuerySet):
    def open(self):
        return self.exclude(state=Feedback.State.CLOSED)

    def overdue(self, on=None):
        return self.open().filter(due_on__lt=on or timezone.localdate())


class Feedback(Tracked):
    """意见诉求 of one resident, logged by a clerk. Contact data are encrypted at rest and shown masked."""

    class Channel(models.TextChoices):
        WINDOW = "window", "街道窗口"
        PHONE = "phone", "电话"
        VISIT = "visit", "走访"
        GRID = "grid", "网格员"
        HOTLINE = "hotline", "12345"
        LETTER = "letter", "信件"
        OTHER = "other", "其他"

    class Severity(models.TextChoices):
        EMERGING = "emerging", "苗头"
        KEY = "key", "重点"
        HARD = "hard", "难点"

    class Handler(models.TextChoices):
        STREET = "street", "街道"
        DISTRICT = "district", "区县"
        CITY = "city", "市级"

    class State(models.TextChoices):
        OPEN = "open", "办理中"
        CLOSED = "closed", "已办结"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.FEEDBACK_ROUTE): State.OPEN,
            (State.OPEN, Act.FEEDBACK_CLOSE): State.CLOSED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    LOG_SECRET = ("contact_name", "contact_phone")

    number = models.CharField("编号", max_length=16, unique=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="feedback", verbose_name="小区")
    building = models.CharField("楼栋", max_length=20, blank=True)
    channel = models.CharField("来源", max_length=10, choices=Channel, default=Channel.WINDOW)
    category = models.ForeignKey(FeedbackCategory, models.PROTECT, verbose_name="类别", related_name="+")
    severity = models.CharField("级别", max_length=10, choices=Severity, default=Severity.EMERGING)
    text = models.TextField("内容", max_length=2000)
    contact_name = EncryptedTextField("联系人", blank=True)
    contact_phone = EncryptedTextField("联系电话", blank=True)
    handler = models.CharField("承办层级", max_length=10, choices=Handler, default=Handler.STREET)
    handler_office = models.CharField("承办单位", max_length=80, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    received_at = models.DateTimeField("受理时间", default=timezone.now)
    due_on = models.DateField("应办结日期")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    reply = models.TextField("答复", max_length=2000, blank=True)
    logged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "意见诉求"
        verbose_name_plural = verbose_name
        ordering = ["state", "due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="feedback_open_due"),
            models.Index(fields=["received_at"], name="feedback_received"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False) & ~Q(reply=""),
                name="closed_feedback_has_a_reply",
                violation_error_message="办结必须写答复",
            )
        ]

    def __str__(self):
        return self.number

    @property
    def area(self):
        return self.community.area

    def get_absolute_url(self):
        return reverse("resident_participation:feedback", args=[self.pk])
