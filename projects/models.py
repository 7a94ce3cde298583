"""Plans, projects and their monthly progress."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.models import Area
from accounts.policy import Act
from communities.models import Community, RenovationUnit
from communities.register.stages import Stage
from core.models import Attachment, Tracked
from core.months import month_end
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.states import Lifecycle

MONEY = {"max_digits": 14, "decimal_places": 2, "validators": [MinValueValidator(Decimal(0))]}  # 万元
PROJECT_CODE = RegexValidator(r"^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$", "项目代码形如 2111-330213-04-01-452241")
PERIOD = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", "月份形如 2026-10")


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


class ProjectQuerySet(ScopedQuerySet):
    def live(self):
        """Not withdrawn from the plan."""
        return self.exclude(status=Stage.REMOVED)

    def in_year(self, year):
        return self.filter(plan_year=year)

    def begun(self):
        return self.filter(first_works_date__isnull=False)

    def finished(self):
        return self.filter(acceptance_date__isnull=False)

    def late(self, on):
        """Behind the planned start or the planned finish on a day (late the day after it)."""
        not_begun = Q(first_works_date=None, planned_start__lt=on)
        not_complete = Q(first_works_date__isnull=False, works_complete_date=None, planned_finish__lt=on)
        return self.live().filter(not_begun | not_complete)

    def reporting_in(self, period):
        """Under works at the end of a month ("2026-10"), so that progress is due; plus those that reported anyway."""
        end = month_end(period)
        under_works = Q(first_works_date__lte=end) & (Q(works_complete_date=None) | Q(works_complete_date__gt=end))
        reported = Exists(ProgressReport.objects.filter(project=OuterRef("pk"), period=period))
        return self.live().filter(under_works | reported)


class Project(Tracked):
    """改造项目 over one or more communities.

    Which date is "the start" is not settled nationally, so the dated facts are kept apart and a report's definition
    chooses (DOMAIN §2.5); by default `first_works_date` is the start, `acceptance_date` the finish.
    """

    class PlanKind(models.TextChoices):
        NEW = "new", "新建"
        CARRY_OVER = "carry_over", "续建"

    LIFECYCLE = Lifecycle(
        "status",
        {
            (Stage.PLANNED, Act.PROJECT_PREPARE): Stage.PRELIMINARY,
            (Stage.PRELIMINARY, Act.PROJECT_TENDER): Stage.TENDERING,
            (Stage.TENDERING, Act.PROJECT_START): Stage.STARTED,
            (Stage.STARTED, Act.PROJECT_ADVANCE): Stage.IN_PROGRESS,
            (Stage.IN_PROGRESS, Act.PROJECT_COMPLETE): Stage.COMPLETED,
            (Stage.COMPLETED, Act.PROJECT_ACCEPT): Stage.ACCEPTED,
            (Stage.ACCEPTED, Act.PROJECT_HAND_OVER): Stage.HANDED_OVER,
            (Stage.HANDED_OVER, Act.PROJECT_WARRANT): Stage.WARRANTY,
            (Stage.WARRANTY, Act.PROJECT_CLOSE): Stage.CLOSED,
            (Stage.STARTED, Act.PROJECT_SUSPEND): Stage.SUSPENDED,
            (Stage.IN_PROGRESS, Act.PROJECT_SUSPEND): Stage.SUSPENDED,
            (Stage.SUSPENDED, Act.PROJECT_RESUME): Stage.IN_PROGRESS,
            (Stage.PLANNED, Act.PROJECT_REMOVE): Stage.REMOVED,
            (Stage.PRELIMINARY, Act.PROJECT_REMOVE): Stage.REMOVED,
            (Stage.TENDERING, Act.PROJECT_REMOVE): Stage.REMOVED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "area__code", ~Q(status=Stage.REMOVED)
    ATTACH_ACT = Act.PROJECT_EDIT

    name = models.CharField("项目名称", max_length=120)
    code = models.CharField("项目代码", max_length=24, null=True, blank=True, unique=True, validators=[PROJECT_CODE])  # noqa: DJ001
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="街道（镇、乡）", related_name="projects")
    unit = models.ForeignKey(
        RenovationUnit, models.PROTECT, null=True, blank=True, verbose_name="改造片区", related_name="projects"
    )
    communities = models.ManyToManyField(Community, through="ProjectCommunity", related_name="projects")
    plan_year = models.PositiveSmallIntegerField("计划年度")
    plan_kind = models.CharField("计划类别", max_length=10, choices=PlanKind, default=PlanKind.NEW)
    status = models.CharField("状态", max_length=12, choices=Stage, default=Stage.PLANNED)
    planned_start = models.DateField("计划开工")
    planned_finish = models.DateField("计划完工")
    budget = models.DecimalField("计划投资（万元）", default=0, **MONEY)
    owner = models.CharField("建设单位", max_length=80, blank=True)
    contractor = models.CharField("施工单位", max_length=80, blank=True)
    permit_date = models.DateField("审批（许可）日期", null=True, blank=True)
    contract_date = models.DateField("合同日期", null=True, blank=True)
    start_order_date = models.DateField("开工令日期", null=True, blank=True)
    first_works_date = models.DateField("实际进场日期", null=True, blank=True)
    works_complete_date = models.DateField("完工日期", null=True, blank=True)
    acceptance_date = models.DateField("竣工验收日期", null=True, blank=True)
    handover_date = models.DateField("移交日期", null=True, blank=True)
    percent = models.DecimalField("形象进度（%）", max_digits=4, decimal_places=1, default=0)
    invested = models.DecimalField("累计完成投资（万元）", default=0, **MONEY)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "改造项目"
        ordering = ["-plan_year", "area_id", "pk"]
        indexes = [models.Index(fields=["plan_year", "status"], name="project_year_status")]
        constraints = [
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="project_percent_0_to_100"),
            models.CheckConstraint(
                condition=Q(planned_finish__gte=F("planned_start")),
                name="project_planned_in_order",
                violation_error_message="计划完工不能早于计划开工",
            ),
            models.CheckConstraint(
                condition=Q(works_complete_date=None) | Q(works_complete_date__gte=F("first_works_date")),
                name="project_completes_after_it_starts",
                violation_error_message="完工日期不能早于实际进场日期",
            ),
            models.CheckConstraint(
                condition=Q(acceptance_date=None) | Q(acceptance_date__gte=F("works_complete_date")),
                name="project_accepted_after_completion",
                violation_error_message="竣工验收日期不能早于完工日期",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.pk])

    def planned_percent(self, on):
        """时序进度: percent of the planned time that has passed by a day, 0–100; what progress is held against."""
        days = max((self.planned_finish - self.planned_start).days, 1)
        passed = Decimal((on - self.planned_start).days * 100) / days
        return min(max(passed, Decimal(0)), Decimal(100))


class ProjectCommunity(models.Model):
    AREA_PATH, PUBLIC_ROWS = "project__area__code", EVERYTHING

    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    community = models.ForeignKey(Community, models.PROTECT, related_name="memberships", verbose_name="小区")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "项目小区"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "community"], name="community_once_per_project")]

    def __str__(self):
        return str(self.community)


class ProgressQuerySet(ScopedQuerySet):
    def valid(self):
        """One per project and month: not replaced by a revision."""
        return self.exclude(state=ProgressReport.State.SUPERSEDED)

    def counted(self):
        """What figures rest on, newest first: verified ones, and a replaced one until its revision is verified."""
        return self.filter(state__in=ProgressReport.COUNTED).order_by("-period", "-revision")


class ProgressReport(Tracked):
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
    AREA_PATH, PUBLIC_ROWS = "project__area__code", NOTHING

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

    @property
    def area(self):
        return self.project.area


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
