"""Monthly progress of projects, with its photos."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.policy import Act
from communities.register.stages import Stage
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.money.models import MONEY
from projects.register.models import OfProject, Project

PERIOD = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", "月份形如 2026-10")


class ProgressQuerySet(ScopedQuerySet):
    def valid(self):
        """One per project and month: not replaced by a revision."""
        return self.exclude(state=ProgressReport.State.SUPERSEDED)

    def counted(self):
        """What figures rest on, newest first: verified ones, and a replaced one until its revision is verified."""
        return self.filter(state__in=ProgressReport.COUNTED).order_by("-period", "-revision")


class ProgressReport(Tracked, OfProject):
    """月度进展 of a project: what had been done by the end of a month. Cumulative figures; revisions keep the old one.

    The street fills it in, the district verifies it, the city locks it when it is reported upwards
    (统计法 2024 arts 8, 9, 24: lawful data are not altered, corrections keep the original).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "填报中"
        SUBMITTED = "submitted", "待区县核实"
        RETURNED = "returned", "退回"
        VERIFIED = "verified", "已核实"
        LOCKED = "locked", "已锁定"
        SUPERSEDED = "superseded", "已被更正"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.DRAFT, Act.PROGRESS_SUBMIT): State.SUBMITTED,
            (State.RETURNED, Act.PROGRESS_SUBMIT): State.SUBMITTED,
            (State.SUBMITTED, Act.PROGRESS_RETURN): State.RETURNED,
            (State.SUBMITTED, Act.PROGRESS_VERIFY): State.VERIFIED,
            (State.VERIFIED, Act.PROGRESS_LOCK): State.LOCKED,
            (State.VERIFIED, Act.PROGRESS_REVISE): State.SUPERSEDED,
            (State.LOCKED, Act.PROGRESS_REVISE): State.SUPERSEDED,
        },
    )
    COUNTED = (State.VERIFIED, State.LOCKED, State.SUPERSEDED)
    OPEN = (State.DRAFT, State.RETURNED)  # may still be filled in
    PUBLIC_ROWS = NOTHING

    project = models.ForeignKey(Project, models.PROTECT, related_name="reports", verbose_name="项目")
    period = models.CharField("月份", max_length=7, validators=[PERIOD])
    revision = models.PositiveSmallIntegerField("更正次数", default=0)
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    percent = models.DecimalField(
        "形象进度（%）",
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    invested = models.DecimalField("累计完成投资（万元）", **MONEY)
    lifts = models.PositiveIntegerField("加装电梯（部）", default=0)
    parking_spaces = models.PositiveIntegerField("增设停车位（个）", default=0)
    charging_points = models.PositiveIntegerField("电动汽车充电桩（个）", default=0)
    pipes_km = models.DecimalField("改造管线（公里）", max_digits=8, decimal_places=2, default=0)
    service_facilities = models.PositiveIntegerField("养老托育等服务设施（处）", default=0)
    note = models.TextField("本月情况", blank=True)
    problems = models.TextField("存在问题", blank=True)
    reason = models.CharField("更正或下降原因", max_length=200, blank=True)
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    reported_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="填报人"
    )
    verified_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核实人"
    )

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "月度进展"
        ordering = ["-period", "-revision"]
        indexes = [models.Index(fields=["period", "state"], name="progress_period_state")]
        constraints = [
            models.UniqueConstraint(fields=["project", "period", "revision"], name="progress_revision_once"),
            models.UniqueConstraint(
                fields=["project", "period"],
                condition=~Q(state="superseded"),
                name="one_valid_progress_per_month",
                violation_error_message="这个月已经填报过了",
            ),
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="progress_percent_0_to_100"),
            models.CheckConstraint(
                condition=Q(revision=0) | ~Q(reason=""),
                name="revision_has_a_reason",
                violation_error_message="请写更正原因",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""),
                name="returned_has_a_reason",
                violation_error_message="请写退回原因",
            ),
        ]

    def __str__(self):
        return f"{self.project} {self.period}"

    def get_absolute_url(self):
        return reverse("projects:progress_report", args=[self.pk])


class ProgressPhoto(Tracked):
    """Evidence of a month's works: re-encoded, without the camera's data (where, when, whose phone)."""

    AREA_PATH, PUBLIC_ROWS = "report__project__area__code", NOTHING

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="photos")
    image = models.ImageField("照片", upload_to="progress/%Y/%m/")
    caption = models.CharField("说明", max_length=80, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "进展照片"
        ordering = ["pk"]

    def __str__(self):
        return self.caption or f"照片 {self.pk}"

    @property
    def area(self):
        return self.report.area

    def bodies(self):
        return self.report.bodies()

    @staticmethod
    def rows_of_organisations(keys):
        return Q(report__in=ProgressReport.objects.filter(ProgressReport.rows_of_organisations(keys)).values("pk"))


class MilestoneQuerySet(ScopedQuerySet):
    def late(self, on):
        """Not reached by a day though the approved plan wanted it; of works that are not complete."""
        waiting = self.filter(done_on=None, project__works_complete_date=None).exclude(project__status=Stage.REMOVED)
        return waiting.alias(due=Coalesce("approved_on", "planned_on")).filter(due__lt=on)


class Milestone(Tracked, OfProject):
    """节点 with its weight in the planned percent; its date is estimated until it is confirmed with evidence.

    `planned_on` is the plan being drawn up, `approved_on` its day in the newest baseline, `expected_on` today's
    estimate, `done_on` the confirmed day.
    """

    PUBLIC_ROWS = EVERYTHING
    ATTACH_ACT = Act.MILESTONE_EDIT

    project = models.ForeignKey(Project, models.PROTECT, related_name="milestones", verbose_name="项目")
    name = models.CharField("节点", max_length=60)
    weight = models.DecimalField(
        "权重（%）", max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal(0)), MaxValueValidator(100)]
    )
    planned_on = models.DateField("计划日期")
    approved_on = models.DateField("批准的计划日期", null=True, blank=True)
    expected_on = models.DateField("预计日期", null=True, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "节点"
        ordering = ["project", "planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"], name="milestone_once", violation_error_message="这个项目已有同名节点"
            ),
            models.CheckConstraint(condition=Q(weight__range=(0, 100)), name="milestone_weight_0_to_100"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("projects:milestone", args=[self.pk])

    @property
    def due_on(self):
        """The day it is held against: a plan that is being changed hides nothing until it is approved."""
        return self.approved_on or self.planned_on

    def days_late(self, on):
        """Days after `due_on`: of the day it was reached, or of `on`."""
        return max(((self.done_on or on) - self.due_on).days, 0)


class ScheduleBaseline(Tracked, OfProject):
    """进度基线: the milestones as approved. The first is kept for good; each later one says why.

    `milestones` is [{"name", "on", "weight"}], `starts_on` the day the curve begins at 0 %.
    """

    PUBLIC_ROWS = NOTHING

    project = models.ForeignKey(Project, models.PROTECT, related_name="baselines", verbose_name="项目")
    number = models.PositiveSmallIntegerField("第几版")
    starts_on = models.DateField("开始日期")
    milestones = models.JSONField("节点")
    reason = models.CharField("调整原因", max_length=200, blank=True)
    approved_on = models.DateField("批准日期")
    approved_by = models.CharField("批准人", max_length=60)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "进度基线"
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="schedule_baselines_are_numbered"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="later_baseline_has_a_reason",
                violation_error_message="请写明调整基线的原因",
            ),
        ]

    def __str__(self):
        return f"{self.project}第 {self.number} 版基线"

    @property
    def finish_on(self):
        """The day of the last milestone, as text."""
        return max(m["on"] for m in self.milestones)

    def get_absolute_url(self):
        return reverse("projects:schedule", args=[self.project_id])
