"""Who asked for, and who took, the bundle with everybody's choices."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Tracked
from core.querysets import NOTHING, ScopedQuerySet
from resident_participation.votes.models import Round


class BundleRequest(Tracked):
    """封存核对包申请: one person says what for, another one takes it, once."""

    class Which(models.IntegerChoices):
        FIRST = 1, "第一次公布的结果"
        CORRECTED = 2, "复核后更正的结果"

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING

    round = models.ForeignKey(Round, models.PROTECT, related_name="bundle_requests", verbose_name="表决")
    which = models.PositiveSmallIntegerField("哪一份结果", choices=Which, default=Which.FIRST)
    reason = models.CharField("用途", max_length=200)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="下载人", null=True, blank=True)
    taken_at = models.DateTimeField("下载时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "封存核对包申请"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by=None) | ~Q(taken_by=F("asked_by")),
                name="sealed_bundle_is_taken_by_two",
                violation_error_message="申请和下载要由两个人办",
            )
        ]

    def __str__(self):
        return f"{self.round}封存核对包"

    def get_absolute_url(self):
        return reverse("resident_participation:round", args=[self.round_id])

    @property
    def area(self):
        return self.round.area
