"""The plan: programmes and the yearly targets of each district."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Area
from core.models import Tracked
from core.querysets import EVERYTHING, ScopedQuerySet
from projects.money import MONEY


class ProgrammeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """A programme concerns everybody in its area: those who work in a district or street below see it too."""
        above = {code[:length] for code in user.prefixes for length in (4, 6)}
        return self.filter(user.rows_of(self.model) | Q(area__in=above))


class Programme(Tracked):
    """三年行动计划."""

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING

    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="区划", related_name="+")
    first_year = models.PositiveSmallIntegerField("起始年度")
    last_year = models.PositiveSmallIntegerField("终止年度")
    document = models.CharField("文号", max_length=80, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "行动计划"
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="programme_ends_after_it_begins")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('projects:plan')}?programme={self.pk}"


class YearTarget(Tracked):
    """年度目标 of one district and year."""

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="targets", verbose_name="行动计划")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区（县、市）")
    year = models.PositiveSmallIntegerField("年度")
    communities = models.PositiveIntegerField("小区（个）", default=0)
    floor_area = models.DecimalField("建筑面积（㎡）", max_digits=14, decimal_places=2, default=0)
    households = models.PositiveIntegerField("户数（户）", default=0)
    investment = models.DecimalField("投资（万元）", default=0, **MONEY)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "年度目标"
        ordering = ["year", "area_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="one_target_per_area_and_year",
                violation_error_message="这个区已有当年目标",
            )
        ]

    def __str__(self):
        return f"{self.area}{self.year}年目标"

    def get_absolute_url(self):
        return f"{self.programme.get_absolute_url()}#y{self.year}"
