"""纸质票: its photo, what two people read from it without seeing each other's, a third person's ruling."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from resident_participation.ballots.models import Ballot
from resident_participation.votes.models import Round, Seat


class PaperBallot(Tracked):
    """一张纸质票 as it was handed in before the hour, with its photo; counted when two readings agree."""

    class State(models.TextChoices):
        READING = "reading", "待录入"
        UNEQUAL = "unequal", "两次录入不一致"
        DONE = "done", "已计入"
        VOID = "void", "已作废"

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING
    ATTACH_ACT = Act.PAPER_RECEIVE
    LOG_SECRET = ("agent",)

    round = models.ForeignKey(Round, models.PROTECT, related_name="papers", verbose_name="表决")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="papers", verbose_name="表决户")
    number = models.PositiveIntegerField("票号")
    received_at = models.DateTimeField("收到时间")
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="收票人")
    agent = models.CharField(
        "代交人", max_length=40, blank=True, help_text="不是业主本人或同住家人交来的，写代交人姓名"
    )
    state = models.CharField("状态", max_length=8, choices=State, default=State.READING)
    ballot = models.OneToOneField(
        Ballot, models.PROTECT, related_name="paper", verbose_name="选票", null=True, blank=True
    )  # what was put in from it
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "纸质票"
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="paper_number_once")]

    def __str__(self):
        return f"{self.round} 第 {self.number} 号纸质票"

    def get_absolute_url(self):
        return reverse("resident_participation:paper", args=[self.pk])

    @property
    def area(self):
        return self.round.area

    @property
    def files_closed(self):
        """The photo is evidence: it stays as it is once the round is over."""
        over = self.round.status in (Round.Status.CLOSED, Round.Status.VOID)
        return "这一轮已经结束，票的照片是凭证，不能再增加或删除" if over else ""


class Reading(Tracked):
    """录入: what one person read from a paper ballot, sealed. `turn` 1 and 2 are blind, 3 is the ruling.

    `device` is the fingerprint of address and browser: two readings from one machine are told in the audit.
    """

    AREA_PATH, PUBLIC_ROWS = "paper__round__community__area__code", NOTHING
    LOG_SECRET = ("sealed",)

    paper = models.ForeignKey(PaperBallot, models.PROTECT, related_name="readings", verbose_name="纸质票")
    turn = models.PositiveSmallIntegerField("次序")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="录入人")
    at = models.DateTimeField("时间")
    sealed = models.TextField("读出的选择")
    device = models.CharField("设备指纹", max_length=64, blank=True)
    reason = models.CharField("裁定理由", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "纸质票录入"
        ordering = ["paper", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "turn"], name="reading_turn_once"),
            models.UniqueConstraint(
                fields=["paper", "by"],
                name="reader_reads_once",
                violation_error_message="同一张票要由不同的人录入，您已经录过这一张",
            ),
            models.CheckConstraint(condition=Q(turn__range=(1, 3)), name="reading_turn_is_1_to_3"),
            models.CheckConstraint(
                condition=Q(turn__lt=3) | ~Q(reason=""),
                name="ruling_has_a_reason",
                violation_error_message="裁定要写明理由",
            ),
        ]

    def __str__(self):
        return f"{self.paper} 第 {self.turn} 次录入"

    @property
    def area(self):
        return self.paper.area
