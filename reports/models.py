"""Reports: figures frozen once per period, one report per area, kind and period."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area
from core.querysets import NOTHING, ScopedQuerySet
from reports.rollups.models import Rollup, RollupCheck, RollupMark  # noqa: F401


class Kind(models.TextChoices):
    MONTHLY = "monthly", "月报"


class FrozenFigures(models.Model):
    """The figures of every area at the end of a period, taken once. All reports of the period are made from them."""

    kind = models.CharField("种类", max_length=10, choices=Kind)
    period = models.CharField("期别", max_length=7)
    revision = models.PositiveSmallIntegerField("更正次数", default=0)
    taken_at = models.DateTimeField("取数时间", default=timezone.now)
    figures = models.JSONField("数据")  # {area code: figures}
    sha256 = models.CharField("校验码", max_length=64)

    class Meta:
        verbose_name = "数据快照"
        constraints = [models.UniqueConstraint(fields=["kind", "period", "revision"], name="figures_frozen_once")]

    def __str__(self):
        return f"{self.period} {self.get_kind_display()}"


class Report(models.Model):
    """A report as it was issued: frozen figures, never recomputed."""

    class State(models.TextChoices):
        ISSUED = "issued", "已生成"

    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING
    LOG_SECRET = ("figures",)  # the log keeps a fingerprint; the figures stay here

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.MONTHLY)
    period = models.CharField("期别", max_length=7)
    revision = models.PositiveSmallIntegerField("更正次数", default=0)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ISSUED)
    figures = models.JSONField("数据")
    snapshot_sha256 = models.CharField("校验码", max_length=64)
    issued_at = models.DateTimeField("生成时间", default=timezone.now)
    issued_by = models.CharField("生成人", max_length=60, default="系统")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "进展报告"
        ordering = ["-period", "area_id", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "period", "revision"], name="report_once_per_period")
        ]

    def __str__(self):
        return f"{self.area} {self.period} {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.pk])
