"""改造需求评分: published weights, by version. The factors themselves are defined in `need.factors`."""

from django.db import models
from django.urls import reverse

from core.models import Tracked


class NeedWeightsQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The weights are published."""
        return self


class NeedWeights(Tracked):
    """A version of the weights. `factors` is {factor code: {"weight": "15", "low": "10", "high": "40"}}.

    A factor's value is scaled to 0–1 between `low` (no need) and `high` (full need), then weighted; the score is 0–100.
    The version in force is the published one with the latest `valid_from` not after the day.
    """

    code = models.CharField("版本", max_length=20, unique=True)
    name = models.CharField("名称", max_length=80)
    factors = models.JSONField("权重", default=dict)
    document = models.CharField("公布依据", max_length=160)
    valid_from = models.DateField("启用日期")
    note = models.CharField("说明", max_length=200, blank=True)

    objects = NeedWeightsQuerySet.as_manager()
    area = None  # the whole city's

    class Meta:
        verbose_name = "需求权重"
        ordering = ["-valid_from", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("communities:need_weights", args=[self.code])
