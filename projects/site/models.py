"""施工日志: what those on the site write down every day."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse

from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from projects.register.models import OfProject, Party, Project


class SiteLog(Tracked, OfProject):
    """One day of a contractor or a supervisor on the site."""

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.SITE_LOG
    KEEPS_PLACE = True

    project = models.ForeignKey(Project, models.PROTECT, related_name="site_logs", verbose_name="项目")
    party = models.ForeignKey(Party, models.PROTECT, related_name="logs", verbose_name="单位")
    day = models.DateField("日期")
    weather = models.CharField("天气", max_length=20, blank=True)
    people = models.PositiveSmallIntegerField("现场人数", default=0)
    works = models.TextField("施工内容")
    materials = models.CharField("材料进场", max_length=200, blank=True)
    safety = models.CharField("安全情况", max_length=200, blank=True)
    incident = models.BooleanField("有质量安全事故", default=False)
    problems = models.CharField("需要协调的问题", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "施工日志"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "day"],
                name="log_once_a_day",
                violation_error_message="这一天的日志已写过，请改原来的",
            )
        ]

    def bodies(self):
        """Its writer alone: the other firms of the project read it."""
        return {(self.party.role, self.party.organisation_id)}

    def __str__(self):
        return f"{self.day:%Y年%m月%d日} {self.party}"

    def get_absolute_url(self):
        return reverse("projects:site_log", args=[self.pk])
