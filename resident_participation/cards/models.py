"""参与卡: what a household holds for taking part in all that is not a vote: co-signing, opinions, assessment, news."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from communities.models import Community
from core.querysets import NOTHING, ScopedQuerySet
from resident_participation.rolls.models import RollRow
from resident_participation.slips.sealed import SealedSheet


class CardBatch(SealedSheet):
    """一批参与卡 of a community."""

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING

    community = models.ForeignKey(Community, models.PROTECT, related_name="card_batches", verbose_name="小区")
    sheet = models.FileField("参与卡", upload_to="cards/%Y/%m/", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "参与卡批次"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by=None) | ~Q(taken_by=F("asked_by")),
                name="cards_are_printed_by_two",
                violation_error_message="申请和打印要由两个人办",
            )
        ]

    def __str__(self):
        return f"{self.community}参与卡 {self.count} 张"

    def get_absolute_url(self):
        return reverse("resident_participation:cards", args=[self.community_id])

    @property
    def area(self):
        return self.community.area

    @property
    def key_name(self):
        return f"cards-{self.pk}"


class Card(models.Model):
    """参与卡 of a household of the living roll: the fingerprint of its code. A new one kills the one before."""

    AREA_PATH, PUBLIC_ROWS = "row__community__area__code", NOTHING

    batch = models.ForeignKey(CardBatch, models.PROTECT, related_name="cards", verbose_name="批次")
    row = models.ForeignKey(RollRow, models.CASCADE, related_name="cards", verbose_name="名册户")
    fingerprint = models.CharField("参与码指纹", max_length=64, unique=True)
    live = models.BooleanField("有效", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "参与卡"
        ordering = ["batch", "row"]
        constraints = [
            models.UniqueConstraint(fields=["row"], condition=Q(live=True), name="one_live_card_a_household")
        ]

    def __str__(self):
        return f"{self.row}参与卡"

    @property
    def area(self):
        return self.row.area
