"""预警 of a project: raised by rules that are data, answered with a plan to recover, closed with evidence."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.register.models import OfProject, Project


class WarningRule(Tracked):
    """预警规则: the worst rule that a project or an area falls under names the colour (DOMAIN §9.3; editable rows).

    A rule speaks of one of: a deviation in percentage points below `below`; a milestone late by more than
    `late_days`; works not begun by `not_begun_by` ("09-30") of the plan year.
    """

    class Colour(models.TextChoices):
        GREEN = "green", "正常"
        BLUE = "blue", "蓝色预警"
        AMBER = "amber", "黄色预警"
        RED = "red", "红色预警"

    AREA_PATH, PUBLIC_ROWS = "pk", EVERYTHING

    colour = models.CharField("预警", max_length=6, choices=Colour)
    below = models.DecimalField("偏差低于（个百分点）", max_digits=4, decimal_places=1, null=True, blank=True)
    late_days = models.PositiveSmallIntegerField("节点延误超过（天）", null=True, blank=True)
    not_begun_by = models.CharField("当年未开工截止（月-日）", max_length=5, blank=True)
    action = models.CharField("处置", max_length=80, blank=True)
    answer_days = models.PositiveSmallIntegerField("答复时限（工作日）", default=5)
    source = models.CharField("依据", max_length=200)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "预警规则"
        ordering = ["colour", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["colour", "below", "late_days", "not_begun_by", "valid_from"],
                nulls_distinct=False,
                name="one_warning_rule_of_each_limit",
            )
        ]

    area = None  # the rules hold for the whole city

    def __str__(self):
        return f"{self.get_colour_display()}：{self.words}"

    def get_absolute_url(self):
        return reverse("projects:warning_rules")

    @property
    def speaks_of(self):
        """The column that holds this rule's limit."""
        if self.below is not None:
            return "below"
        return "late_days" if self.late_days is not None else "not_begun_by"

    @property
    def words(self):
        if self.below is not None:
            return f"进度偏差低于 {self.below} 个百分点"
        if self.late_days is not None:
            return f"节点延误超过 {self.late_days} 天"
        month, day = self.not_begun_by.split("-")
        return f"计划当年 {int(month)} 月 {int(day)} 日还没有开工"


class ProjectWarning(Tracked, OfProject):
    """One warning of a project: the rule, the numbers it was raised on, who answers until when, how it ended."""

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已解除"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.WARNING_ANSWER): State.ANSWERED,
            (State.ANSWERED, Act.WARNING_CLOSE): State.CLOSED,
            (State.ANSWERED, Act.WARNING_RETURN): State.OPEN,
            **{
                (state, act): state
                for state in (State.OPEN, State.ANSWERED)
                for act in (Act.WARNING_TALK, Act.WARNING_FOLLOW)
            },
        },
    )
    PUBLIC_ROWS = NOTHING
    LOG_PARTS = ("numbers",)
    NUMBERS = {
        "percent": "形象进度（%）",
        "planned": "按计划应到（%）",
        "deviation": "偏差（个百分点）",
        "on": "截至",
        "milestone": "节点",
        "due_on": "节点应完成",
        "late_days": "延误（天）",
        "not_begun_by": "应开工",
    }
    ATTACH_ACT = Act.WARNING_ANSWER

    project = models.ForeignKey(Project, models.PROTECT, related_name="warnings", verbose_name="项目")
    rule = models.ForeignKey(WarningRule, models.PROTECT, related_name="+", verbose_name="规则")
    colour = models.CharField("预警", max_length=6, choices=WarningRule.Colour)
    words = models.CharField("情况", max_length=200)
    numbers = models.JSONField("依据数字", default=dict, blank=True)
    raised_on = models.DateField("发出日期")
    due_on = models.DateField("答复期限")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("原因", blank=True)
    recovery = models.TextField("追赶计划", blank=True)
    recover_by = models.DateField("赶上日期", null=True, blank=True)
    responsible = models.CharField("责任人", max_length=60, blank=True)
    evidence = models.CharField("解除依据", max_length=200, blank=True)
    closed_on = models.DateField("解除日期", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "项目预警"
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=~Q(state="closed"), name="one_open_warning_per_project"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(evidence=""),
                name="closed_warning_has_evidence",
                violation_error_message="解除预警要写依据",
            ),
        ]

    def __str__(self):
        return f"{self.project}：{self.get_colour_display()}"

    @classmethod
    def describe_parts(cls):
        """How the log's lines about numbers read: (part, key, value) → (label, words)."""
        return lambda part, key, value: (cls.NUMBERS.get(key, key), str(value or "—"))

    def waiting_talk(self):
        """The 约谈 whose result has not been entered, or None."""
        return self.talks.filter(result="").first()

    def get_absolute_url(self):
        return reverse("projects:warning", args=[self.pk])


class Talk(Tracked):
    """约谈 on a red warning (DOMAIN §9.3): who was called in by whom, what was asked for, what came of it."""

    AREA_PATH, PUBLIC_ROWS = "warning__project__area__code", NOTHING

    warning = models.ForeignKey(ProjectWarning, models.PROTECT, related_name="talks", verbose_name="预警")
    held_on = models.DateField("约谈日期")
    host = models.CharField("约谈人", max_length=100)
    guests = models.CharField("被约谈人", max_length=200)
    asked = models.TextField("整改要求")
    due_on = models.DateField("整改期限")
    result = models.TextField("整改情况", blank=True)
    result_on = models.DateField("整改登记日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "约谈"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["warning"], condition=Q(result=""), name="one_open_talk_per_warning"),
            models.CheckConstraint(
                condition=Q(result="", result_on=None) | ~Q(result="") & Q(result_on__isnull=False),
                name="talk_result_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.warning}约谈"

    def get_absolute_url(self):
        return self.warning.get_absolute_url()

    @property
    def area(self):
        return self.warning.project.area
