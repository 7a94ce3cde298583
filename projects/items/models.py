"""Works items: what a project does in each community, from the national catalogue, planned and done."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.policy import Act
from communities.models import CatalogueItem, Community
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, ScopedQuerySet
from projects.money.models import MONEY
from projects.register.models import OfProject, Project

QUANTITY = {"max_digits": 12, "decimal_places": 2, "validators": [MinValueValidator(Decimal(0))]}


class WorksItem(Tracked, OfProject):
    """改造内容: an item of the catalogue in a community: to be done, or not needed and why."""

    class Answer(models.TextChoices):
        DO = "do", "改造"
        NOT_NEEDED = "not_needed", "不需要"

    PUBLIC_ROWS = EVERYTHING
    ATTACH_ACT = Act.ITEM_EDIT

    project = models.ForeignKey(Project, models.PROTECT, related_name="items", verbose_name="项目")
    community = models.ForeignKey(Community, models.PROTECT, related_name="works_items", verbose_name="小区")
    item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="+", verbose_name="改造内容")
    answer = models.CharField("安排", max_length=10, choices=Answer, default=Answer.DO)
    reason = models.CharField("不需要的原因", max_length=120, blank=True)
    measure = models.CharField("计量单位", max_length=10, blank=True)
    planned = models.DecimalField("计划数量", default=0, **QUANTITY)
    done = models.DecimalField("完成数量", default=0, **QUANTITY)
    planned_cost = models.DecimalField("计划投资（万元）", default=0, **MONEY)
    done_cost = models.DecimalField("完成投资（万元）", default=0, **MONEY)
    note = models.CharField("做法", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "改造内容"
        ordering = ["project", "community__code", "item__item_class__order", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "community", "item"],
                name="item_once_per_community",
                violation_error_message="这个小区的这项内容已经列出",
            ),
            models.CheckConstraint(
                condition=Q(answer="do") | (~Q(reason="") & Q(planned=0, planned_cost=0)),
                name="item_not_needed_says_why",
                violation_error_message="不需要的内容请写原因，数量和投资填 0",
            ),
        ]

    def __str__(self):
        return f"{self.community} {self.item}"

    def get_absolute_url(self):
        return reverse("projects:items", args=[self.project_id])
