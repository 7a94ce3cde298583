"""Projects over communities."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse

from accounts.models import Area, Organisation
from accounts.policy import Act
from communities.models import Community, RenovationUnit
from communities.register.stages import Stage
from core.models import Attachment, Tracked
from core.months import month_end
from core.querysets import EVERYTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.money.models import MONEY

PROJECT_CODE = RegexValidator(r"^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$", "项目代码形如 2111-330213-04-01-452241")


class ProjectQuerySet(ScopedQuerySet):
    def live(self):
        """Not withdrawn from the plan."""
        return self.exclude(status=Stage.REMOVED)

    def over_budget(self):
        """超概算: the detailed budget, the settlement or the final account is above the approved budget."""
        approved = Max("amounts__amount", filter=Q(amounts__kind="approved_budget"))
        after = Q(amounts__kind__in=["detailed_budget", "settlement", "final_account"])
        sums = self.model.objects.order_by().values("pk").annotate(approved=approved)
        sums = sums.annotate(most=Max("amounts__amount", filter=after))
        return self.filter(pk__in=sums.filter(most__gt=F("approved")).values("pk"))

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
        reported = self.model.objects.filter(reports__period=period).values("pk")
        return self.live().filter(under_works | Q(pk__in=reported))


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

    def bodies(self):
        """{(role, organisation)} of the firms on the site."""
        return {(role, key) for role, key in self.parties.values_list("role", "organisation_id")}

    @staticmethod
    def rows_of_organisations(keys):
        return Q(pk__in=Party.objects.filter(organisation__in=keys).values("project"))


class OfProject(models.Model):
    """A record of a project: it lies where the project lies, and the project's firms see it."""

    AREA_PATH = "project__area__code"

    class Meta:
        abstract = True

    @property
    def area(self):
        return self.project.area

    def bodies(self):
        return self.project.bodies()

    @staticmethod
    def rows_of_organisations(keys):
        return Q(project__in=Party.objects.filter(organisation__in=keys).values("project"))


class Party(Tracked, OfProject):
    """参建单位: who owns, designs, builds and supervises a project."""

    class Role(models.TextChoices):
        OWNER = "owner", "建设单位"
        SURVEYOR = "surveyor", "勘察单位"
        DESIGNER = "designer", "设计单位"
        CONTRACTOR = "contractor", "施工单位"
        SUPERVISOR = "supervisor", "监理单位"

    PUBLIC_ROWS = EVERYTHING

    project = models.ForeignKey(Project, models.PROTECT, related_name="parties", verbose_name="项目")
    role = models.CharField("角色", max_length=10, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parties", verbose_name="单位")
    manager = models.CharField("项目负责人", max_length=40, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "参建单位"
        ordering = ["project", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "organisation"],
                name="party_once_per_role",
                violation_error_message="这个单位已经登记过",
            )
        ]

    def __str__(self):
        return f"{self.get_role_display()}：{self.organisation}"

    def get_absolute_url(self):
        return self.project.get_absolute_url()


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
