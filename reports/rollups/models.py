"""What the dashboard reads instead of counting: one small row per street and plan year."""

from django.db import models
from django.utils import timezone


class Rollup(models.Model):
    """The figures of a street and plan year at the end of a day, each management organisation's apart.

    `numbers` is {section: its part} (reports.rollups.sections). A row holds while it is of today, was counted by the
    same code (`shape`) and no change of its street has been noted since.
    """

    street = models.CharField("街道代码", max_length=9)
    year = models.PositiveSmallIntegerField("计划年度（0 为各年合计）")
    numbers = models.JSONField("数据")
    day = models.DateField("统计日", null=True)
    shape = models.CharField("口径版本", max_length=16)
    counted_at = models.DateTimeField("统计时间", default=timezone.now)

    class Meta:
        verbose_name = "街道汇总"
        constraints = [models.UniqueConstraint(fields=["street", "year"], name="rollup_once_per_street_and_year")]

    def __str__(self):
        return f"{self.street} {self.year or '各年'}"


class RollupMark(models.Model):
    """A street with a change that its rollups do not have yet; "" is all streets. Written by the database itself.

    Every change adds its own mark: writers never wait for each other.
    """

    street = models.CharField("街道代码", max_length=9, db_index=True)

    class Meta:
        verbose_name = "待汇总街道"

    def __str__(self):
        return self.street or "全部街道"


class RollupCheck(models.Model):
    """What a night's full recount found: nothing, or where the rollups had been wrong. Kept as evidence."""

    at = models.DateTimeField("核对时间", default=timezone.now)
    day = models.DateField("统计日")
    rows = models.PositiveIntegerField("核对行数")
    differences = models.JSONField("差异", default=list)

    class Meta:
        verbose_name = "汇总核对"
        ordering = ["-at"]

    def __str__(self):
        return f"{self.day} 核对 {self.rows} 行，差异 {len(self.differences)} 处"
