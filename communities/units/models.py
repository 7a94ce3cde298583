"""片区定版: the delimitation of a renovation unit as it was decided, in versions."""

from django.db import models
from django.urls import reverse

from communities.register.models import RenovationUnit
from core.models import Tracked
from core.querysets import EVERYTHING, ScopedQuerySet


class UnitVersion(Tracked):
    """A unit's members and boundary as decided on a day: `members` is [{"id", "code", "name"}], `boundary` a ring."""

    AREA_PATH, PUBLIC_ROWS = "unit__area__code", EVERYTHING

    unit = models.ForeignKey(RenovationUnit, models.PROTECT, related_name="versions", verbose_name="改造片区")
    number = models.PositiveSmallIntegerField("第几版")
    decided_on = models.DateField("日期")
    document = models.CharField("依据（文号）", max_length=80)
    reason = models.CharField("划定或调整原因", max_length=200)
    members = models.JSONField("小区", default=list, blank=True)
    boundary = models.JSONField("边界", default=list, blank=True)
    ground = models.DecimalField("用地面积（㎡）", max_digits=12, decimal_places=2)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "片区版本"
        ordering = ["unit", "-number"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="unit_versions_are_numbered")]

    def __str__(self):
        return f"{self.unit}第 {self.number} 版"

    def get_absolute_url(self):
        return reverse("communities:unit_versions", args=[self.unit_id])

    @property
    def area(self):
        return self.unit.area
