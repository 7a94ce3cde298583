"""完整居住社区: 20 items in six goals, and each community's answers.

Source: 《完整居住社区建设标准（试行）》, annex of 建科规〔2020〕7号.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.policy import Act
from communities.register.models import Community
from core.models import Attachment, Tracked
from core.querysets import ScopedQuerySet


class CompletenessItem(models.Model):
    """One of the 20. A measured item is decided by its number against the threshold rows, a judged one by a person."""

    class Goal(models.IntegerChoices):
        SERVICES = 1, "基本公共服务设施"
        SHOPS = 2, "便民商业服务设施"
        MUNICIPAL = 3, "市政配套基础设施"
        SPACE = 4, "公共活动空间"
        PROPERTY = 5, "物业管理"
        GOVERNANCE = 6, "社区管理机制"

    no = models.PositiveSmallIntegerField("序号", primary_key=True)
    goal = models.PositiveSmallIntegerField("目标", choices=Goal)
    name = models.CharField("项目", max_length=40)
    requirement = models.CharField("要求", max_length=200)
    relaxation = models.CharField("老旧小区可放宽", max_length=120, blank=True)
    measure = models.CharField("量什么", max_length=40, blank=True)  # empty: judged
    unit = models.CharField("单位", max_length=12, blank=True)

    class Meta:
        verbose_name = "完整社区项目"
        ordering = ["no"]

    def __str__(self):
        return self.name

    @property
    def threshold_code(self):
        """The threshold row of a measured item; with `.old` behind it, the relaxation for old communities."""
        return f"completeness.{self.no:02d}"


class Assessment(Tracked):
    """One round of a community's answers to the 20 items.

    `answers` is {"no": {"status": "yes", "measured": "620", "evidence": "…"}}; what was not answered is "".
    A measured item's status is not stored: it follows from the number and the threshold rows of the day it is asked.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        CONFIRMED = "confirmed", "已确认"

    class Status(models.TextChoices):
        YES = "yes", "达标"
        PARTLY = "partly", "部分达标"
        NO = "no", "缺"
        NOT_NEEDED = "not_needed", "不需要"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", Q(state="confirmed")
    ATTACH_ACT = Act.COMPLETENESS_ASSESS
    LOG_PARTS = ("answers",)

    community = models.ForeignKey(Community, models.PROTECT, related_name="assessments", verbose_name="小区")
    round = models.PositiveSmallIntegerField("轮次")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField("答案", default=dict, blank=True)
    assessed_on = models.DateField("评估日期", null=True, blank=True)
    assessor = models.CharField("评估人", max_length=60, blank=True)
    confirmed_by = models.CharField("确认人", max_length=60, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "完整社区评估"
        ordering = ["community", "-round"]
        indexes = [models.Index(fields=["community", "-round"], condition=Q(state="confirmed"), name="assessed_last")]
        constraints = [
            models.UniqueConstraint(fields=["community", "round"], name="assessment_round_once"),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(state="draft"),
                name="one_open_assessment",
                violation_error_message="上一轮评估还没有确认，不能再开一轮",
            ),
        ]

    def __str__(self):
        return f"{self.community} 第{self.round}轮评估"

    def get_absolute_url(self):
        return reverse("communities:assessment", args=[self.pk])

    @property
    def files_closed(self):
        """Why its files stand as they are, or ""."""
        return "这一轮评估已经确认，照片和文件不能再改" if self.state == self.State.CONFIRMED else ""

    @classmethod
    def describe_parts(cls):
        """How the log's lines about single answers read: (part, key, value) → (label, words)."""
        names = {str(item.no): str(item) for item in CompletenessItem.objects.all()}

        def describe(part, key, value):
            answer = value or {}
            status = cls.Status(answer["status"]).label if answer.get("status") else ""
            words = "，".join(word for word in (answer.get("measured", ""), status, answer.get("evidence", "")) if word)
            return names.get(key, key), words or "—"

        return describe

    @property
    def area(self):
        return self.community.area
