"""一户一码: the slips of a round, how each reached its household."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from resident_participation.slips.sealed import SealedSheet
from resident_participation.votes.models import Round, RuleSet, Seat


class SlipBatch(SealedSheet):
    """一批投票单."""

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING

    round = models.ForeignKey(Round, models.PROTECT, related_name="batches", verbose_name="表决")
    sheet = models.FileField("投票单", upload_to="slips/%Y/%m/", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "投票单批次"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by=None) | ~Q(taken_by=models.F("asked_by")),
                name="slips_are_printed_by_two",
                violation_error_message="申请和打印要由两个人办",
            )
        ]

    def __str__(self):
        return f"{self.round}投票单 {self.count} 张"

    def get_absolute_url(self):
        return reverse("resident_participation:slips", args=[self.round_id])

    @property
    def area(self):
        return self.round.area

    @property
    def key_name(self):
        return f"slips-{self.pk}"


class Slip(models.Model):
    """投票单 of a household: the fingerprint of its code. A reprint kills the one before; the database sees to it."""

    AREA_PATH, PUBLIC_ROWS = "batch__round__community__area__code", NOTHING

    batch = models.ForeignKey(SlipBatch, models.PROTECT, related_name="slips", verbose_name="批次")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="slips", verbose_name="表决户")
    fingerprint = models.CharField("投票码指纹", max_length=64, unique=True)
    live = models.BooleanField("有效", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "投票单"
        ordering = ["batch", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(live=True), name="one_live_slip_a_household")
        ]

    def __str__(self):
        return f"{self.seat}投票单"

    @property
    def area(self):
        return self.seat.area


class CallBackDraw(Tracked):
    """回访抽样 among the deliveries made since the one before: by the worker, under a seed that it makes then.

    `population` are the keys of the deliveries that it drew from; `votes.drawing` draws the same ones again.
    """

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING

    round = models.ForeignKey(Round, models.PROTECT, related_name="call_back_draws", verbose_name="表决")
    drawn_at = models.DateTimeField("抽样时间")
    seed = models.CharField("种子", max_length=32)
    population = ArrayField(models.BigIntegerField(), verbose_name="送达记录")
    size = models.PositiveIntegerField("抽出户数")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "回访抽样"
        ordering = ["round", "drawn_at", "pk"]

    def __str__(self):
        return f"{self.round}回访抽样 {self.size} 户"

    def get_absolute_url(self):
        return reverse("resident_participation:canvass", args=[self.round_id])

    @property
    def area(self):
        return self.round.area


class Delivery(Tracked):
    """送达记录: one try to bring a household its slip, by whom, how, with what proof."""

    class Outcome(models.TextChoices):
        DELIVERED = "delivered", "已送达"
        ABSENT = "absent", "没人在家"
        REFUSED = "refused", "拒收"

    class Proof(models.TextChoices):
        SIGNATURE = "signature", "本人签收"
        FAMILY = "family", "家人签收"
        PHOTO = "photo", "拍照"
        RECEIPT = "receipt", "邮寄回执"

    AREA_PATH, PUBLIC_ROWS = "seat__round__community__area__code", NOTHING
    ATTACH_ACT = Act.SLIP_DELIVER

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="deliveries", verbose_name="表决户")
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    way = models.CharField("方式", max_length=8, choices=RuleSet.Way, default=RuleSet.Way.DOOR)
    proof = models.CharField("凭证", max_length=10, choices=Proof, blank=True)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="送达人")
    draw = models.ForeignKey(
        CallBackDraw, models.PROTECT, related_name="deliveries", verbose_name="抽中回访", null=True, blank=True
    )
    called_back = models.BooleanField("回访属实", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "送达记录"
        ordering = ["seat", "at"]
        indexes = [models.Index(fields=["seat"], condition=Q(outcome="delivered"), name="delivered_seat")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="delivered") | ~Q(proof=""),
                name="delivery_has_a_proof",
                violation_error_message="送达要写明凭证：签收、拍照或邮寄回执",
            ),
            models.CheckConstraint(
                condition=Q(called_back=None) | Q(draw__isnull=False),
                name="only_drawn_deliveries_are_called_back",
                violation_error_message="这一户没有抽中回访",
            ),
        ]

    def __str__(self):
        return f"{self.seat}{self.get_outcome_display()}"

    def get_absolute_url(self):
        return reverse("resident_participation:canvass", args=[self.seat.round_id])

    @property
    def area(self):
        return self.seat.area
