"""成果共享 (PARTICIPATION G-37): what was promised when the works began, so that nothing can be dropped unseen."""

from django.db import models
from django.urls import reverse

from communities.models import CatalogueItem, Community
from core.models import Tracked
from core.querysets import EVERYTHING, ScopedQuerySet
from projects.items.models import QUANTITY
from projects.models import Project
from projects.register.models import OfProject


class Promise(Tracked, OfProject):
    """承诺: an item of the works list as it stood when the works began. Never changed afterwards."""

    PUBLIC_ROWS = EVERYTHING

    project = models.ForeignKey(Project, models.PROTECT, related_name="promises", verbose_name="项目")
    community = models.ForeignKey(Community, models.PROTECT, related_name="promises", verbose_name="小区")
    item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="+", verbose_name="改造内容")
    planned = models.DecimalField("承诺数量", default=0, **QUANTITY)
    measure = models.CharField("计量单位", max_length=10, blank=True)
    note = models.CharField("做法", max_length=200, blank=True)
    locked_on = models.DateField("锁定日期")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "承诺"
        ordering = ["project", "community__code", "item__item_class__order", "item"]
        constraints = [models.UniqueConstraint(fields=["project", "community", "item"], name="promised_once")]

    def __str__(self):
        return f"{self.community} {self.item}"

    def get_absolute_url(self):
        return reverse("resident_participation:project_outcome", args=[self.project_id])
