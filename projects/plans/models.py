"""The plan: programmes, yearly targets, and each district's annual plan with its communities."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Area
from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.money.models import MONEY


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


class AnnualPlanQuerySet(ProgrammeQuerySet):
    """A district's plan concerns its streets too."""


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


class AnnualPlan(Tracked):
    """年度计划 of one district: drawn up, then issued with a document; later changes are amendments."""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        ISSUED = "issued", "已下达"

    LIFECYCLE = Lifecycle("state", {(State.DRAFT, Act.PLAN_ISSUE): State.ISSUED})
    AREA_PATH, PUBLIC_ROWS = "area__code", Q(state="issued")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="annual_plans", verbose_name="行动计划")
    area = models.ForeignKey(Area, models.PROTECT, related_name="annual_plans", verbose_name="区（县、市）")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=8, choices=State, default=State.DRAFT)
    document = models.CharField("下达文号", max_length=80, blank=True)
    issued_on = models.DateField("下达日期", null=True, blank=True)

    objects = AnnualPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "年度计划"
        ordering = ["-year", "area_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="one_annual_plan_per_area_and_year",
                violation_error_message="这个区已有当年计划",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(document="") & Q(issued_on__isnull=False)),
                name="issued_plan_has_a_document",
                violation_error_message="下达计划要有文号和日期",
            ),
        ]

    def __str__(self):
        return f"{self.area}{self.year}年计划"

    def get_absolute_url(self):
        return reverse("projects:annual_plan", args=[self.pk])


class PlanEntry(Tracked):
    """列入年度计划的小区, with its quantities as they were when it entered (国办 F1: area, households, buildings).

    `funds` is {funding source: 万元 as text}; the commitment to a single entry (一次进场) bears a day and a name.
    """

    class Kind(models.TextChoices):
        NEW = "new", "新建"
        CARRY_OVER = "carry_over", "续建"

    class State(models.TextChoices):
        LISTED = "listed", "已列入"
        WITHDRAWN = "withdrawn", "已移出"

    LIFECYCLE = Lifecycle("state", {(State.LISTED, Act.PLAN_WITHDRAW): State.WITHDRAWN})
    AREA_PATH, PUBLIC_ROWS = "community__area__code", Q(state="listed", plan__state="issued")
    LOG_PARTS = ("funds",)
    ATTACH_ACT = Act.PLAN_ENTER

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="entries", verbose_name="年度计划")
    community = models.ForeignKey(Community, models.PROTECT, related_name="plan_entries", verbose_name="小区")
    plan_kind = models.CharField("计划类别", max_length=10, choices=Kind, default=Kind.NEW)
    state = models.CharField("状态", max_length=10, choices=State, default=State.LISTED)
    planned_start = models.DateField("计划开工")
    planned_finish = models.DateField("计划完工")
    floor_area = models.DecimalField("建筑面积（㎡）", max_digits=12, decimal_places=2)
    households = models.PositiveIntegerField("户数（户）")
    buildings = models.PositiveIntegerField("楼栋数（幢）")
    funds = models.JSONField("资金安排（万元）", default=dict, blank=True)
    committed_on = models.DateField("一次进场承诺日期", null=True, blank=True)
    committed_by = models.CharField("承诺单位", max_length=80, blank=True)
    exemption = models.CharField("免办依据", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "计划小区"
        ordering = ["plan", "community__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "community"],
                condition=Q(state="listed"),
                name="community_once_per_annual_plan",
                violation_error_message="这个小区已经列入这份计划",
            ),
            models.CheckConstraint(
                condition=Q(planned_finish__gte=F("planned_start")),
                name="plan_entry_in_order",
                violation_error_message="计划完工不能早于计划开工",
            ),
        ]

    def __str__(self):
        return f"{self.community}（{self.plan}）"

    def get_absolute_url(self):
        return self.plan.get_absolute_url()

    @property
    def area(self):
        return self.community.area

    @property
    def investment(self):
        """Sum of the funds indicated, 万元."""
        return sum((Decimal(amount) for amount in self.funds.values()), Decimal("0.00"))


class PlanAmendment(Tracked):
    """计划调整: what changed in a plan after it was issued, why, and by which document."""

    AREA_PATH, PUBLIC_ROWS = "plan__area__code", Q(plan__state="issued")

    plan = models.ForeignKey(AnnualPlan, models.PROTECT, related_name="amendments", verbose_name="年度计划")
    number = models.PositiveSmallIntegerField("第几次调整")
    made_on = models.DateField("日期")
    reason = models.CharField("原因", max_length=200)
    document = models.CharField("文号", max_length=80)
    what = models.CharField("调整内容", max_length=200)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "计划调整"
        ordering = ["plan", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="amendments_are_numbered")]

    def __str__(self):
        return f"{self.plan}第 {self.number} 次调整"

    def get_absolute_url(self):
        return self.plan.get_absolute_url()

    @property
    def area(self):
        return self.plan.area
