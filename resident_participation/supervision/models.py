"""居民监督员 (PARTICIPATION G-30): who watches a site for the neighbours, what was reported and what came of it."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from projects.models import Finding, Party, Project
from projects.register.models import OfProject
from resident_participation.rolls.models import RollRow

GROUNDS = "公共区域"  # the place that is no building


class SupervisorQuerySet(ScopedQuerySet):
    def in_term(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class ResidentSupervisor(Tracked):
    """居民监督员 of a project for a term. In public a number; the name is for the offices, never for firms."""

    class Choice(models.TextChoices):
        COUNCIL = "council", "居民议事会推选"
        ASSEMBLY = "assembly", "居民会议推选"
        COMMITTEE = "committee", "业委会推荐"

    AREA_PATH, PUBLIC_ROWS = "project__area__code", NOTHING
    LOG_SECRET = ("name",)

    project = models.ForeignKey(Project, models.PROTECT, related_name="resident_supervisors", verbose_name="项目")
    community = models.ForeignKey(Community, models.PROTECT, related_name="resident_supervisors", verbose_name="小区")
    row = models.ForeignKey(
        RollRow, models.PROTECT, null=True, blank=True, related_name="supervisors", verbose_name="名册户"
    )
    name = EncryptedTextField("姓名")
    number = models.PositiveSmallIntegerField("编号")
    chosen_how = models.CharField("产生方式", max_length=10, choices=Choice, default=Choice.COUNCIL)
    meeting = models.CharField("哪次会议", max_length=80)
    chosen_on = models.DateField("推选日期")
    starts_on = models.DateField("任期起")
    ends_on = models.DateField("任期止")
    declared_on = models.DateField("利益关系声明日期")
    trained_on = models.DateField("培训日期", null=True, blank=True)
    end_reason = models.CharField("提前结束的原因", max_length=200, blank=True)

    objects = SupervisorQuerySet.as_manager()

    class Meta:
        verbose_name = "居民监督员"
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="supervisor_number_once_per_project"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="supervisor_term_in_order",
                violation_error_message="任期止不能早于任期起",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("chosen_on")) & Q(declared_on__lte=F("starts_on")),
                name="supervisor_chosen_and_declared_before_the_term",
                violation_error_message="先推选、先书面声明没有利益关系，任期才能开始",
            ),
        ]

    def __str__(self):
        return f"居民监督员 {self.number} 号"

    def get_absolute_url(self):
        return reverse("resident_participation:project_supervision", args=[self.project_id])

    @property
    def area(self):
        return self.project.area

    def serves_on(self, day):
        return self.starts_on <= day <= self.ends_on


class ReportQuerySet(ScopedQuerySet):
    def unanswered(self):
        return self.filter(state=SupervisionReport.State.OPEN)

    def overdue(self, on=None):
        """Not answered by their day."""
        return self.unanswered().filter(due_on__lt=on or timezone.localdate())


class SupervisionReport(Tracked, OfProject):
    """监督报告: a place, a problem, a photo. Visitors see where, what and what was done; words and photos only when a
    clerk looked at them and published them."""

    class Part(models.TextChoices):
        ROOF = "roof", "屋面"
        WALL = "wall", "外墙"
        STAIRS = "stairs", "楼道"
        PIPES = "pipes", "管线"
        ROAD = "road", "道路"
        GREEN = "green", "绿化"
        OTHER = "other", "其他"

    class Problem(models.TextChoices):
        POOR = "poor", "做得不好"
        MATERIAL = "material", "材料不对"
        DIFFERENT = "different", "和公示的不一样"
        UNSAFE = "unsafe", "不安全"
        DISTURBANCE = "disturbance", "太吵、灰尘大"
        BLOCKED = "blocked", "挡路、停水停电没通知"
        LEFT = "left", "垃圾没清、没恢复"
        OTHER = "other", "其他"

    class Severity(models.TextChoices):
        MINOR = "minor", "一般"
        SERIOUS = "serious", "影响质量"
        DANGER = "danger", "有危险"

    class Channel(models.TextChoices):
        CARD = "card", "本人上报"
        ASSISTED = "assisted", "现场协助"
        DESK = "desk", "街道代登记"

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "待监督员确认"
        CLOSED = "closed", "已解决"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.SUPERVISION_ANSWER): State.ANSWERED,
            (State.ANSWERED, Act.SUPERVISION_CONFIRM): State.CLOSED,
            (State.ANSWERED, Act.SUPERVISION_REOPEN): State.OPEN,
            (State.ANSWERED, Act.SUPERVISION_ANSWER): State.ANSWERED,
            (State.ANSWERED, Act.SUPERVISION_ENTER): State.CLOSED,
            (State.OPEN, Act.SUPERVISION_INSPECT): State.OPEN,
            (State.ANSWERED, Act.SUPERVISION_INSPECT): State.ANSWERED,
        },
    )
    PUBLIC_ROWS = EVERYTHING
    KEEPS_PLACE = True  # when and where the photo was taken: for staff, never for visitors

    project = models.ForeignKey(Project, models.PROTECT, related_name="supervision", verbose_name="项目")
    supervisor = models.ForeignKey(ResidentSupervisor, models.PROTECT, related_name="reports", verbose_name="监督员")
    building = models.CharField("哪里", max_length=20)
    part = models.CharField("部位", max_length=8, choices=Part)
    problem = models.CharField("问题", max_length=12, choices=Problem)
    severity = models.CharField("轻重", max_length=8, choices=Severity, default=Severity.MINOR)
    text = models.CharField("情况", max_length=200, blank=True)
    channel = models.CharField("途径", max_length=8, choices=Channel)
    client_key = models.UUIDField("终端编号", null=True, unique=True, editable=False)  # sent twice, kept once
    filed_on = models.DateField("上报日期")
    due_on = models.DateField("答复期限")
    first_due_on = models.DateField("最初期限")  # a report that was reopened has a new day; the figures count the first
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    answered_on = models.DateField("首次答复日期", null=True, blank=True)
    closed_on = models.DateField("解决日期", null=True, blank=True)
    reopened = models.PositiveSmallIntegerField("没有解决次数", default=0)
    said = models.CharField("监督员的话", max_length=200, blank=True)
    finding = models.OneToOneField(
        Finding, models.PROTECT, null=True, blank=True, related_name="supervision_report", verbose_name="检查问题"
    )
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "监督报告"
        ordering = ["-filed_on", "-pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="supervision_open_due")]
        constraints = [
            models.CheckConstraint(condition=Q(closed_on=None) ^ Q(state="closed"), name="solved_report_has_its_day")
        ]

    def __str__(self):
        return f"{self.building}{self.get_part_display()}：{self.get_problem_display()}"

    def get_absolute_url(self):
        return reverse("resident_participation:supervision_report", args=[self.pk])

    @property
    def row_id(self):
        """The household that may act on it."""
        return self.supervisor.row_id

    @property
    def ATTACH_ACT(self):  # noqa: N802 (the name that core.files asks for)
        """Its photo is the supervisor's; where the office writes for one without a card, the office's."""
        return Act.SUPERVISION_ENTER if self.channel == self.Channel.DESK else Act.SUPERVISION_REPORT

    @property
    def files_closed(self):
        return "" if self.state == self.State.OPEN and not self.reopened else "已经答复过，照片不能再改"

    @property
    def overdue(self):
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()


class SupervisionReply(Tracked):
    """答复 of a firm or an office; `public_text` is what a clerk lets residents read of it."""

    AREA_PATH, PUBLIC_ROWS = "report__project__area__code", ~Q(public_text="")
    ATTACH_ACT = Act.SUPERVISION_ANSWER

    report = models.ForeignKey(SupervisionReport, models.PROTECT, related_name="replies", verbose_name="监督报告")
    office = models.CharField("谁答复", max_length=40)
    text = models.CharField("答复", max_length=300)
    public_text = models.CharField("公开的答复", max_length=300, blank=True)
    given_on = models.DateField("日期")
    by_name = models.CharField("经办人", max_length=60)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "监督答复"
        ordering = ["report", "pk"]

    def __str__(self):
        return f"{self.office}的答复"

    def get_absolute_url(self):
        return self.report.get_absolute_url()

    @property
    def area(self):
        return self.report.area

    def bodies(self):
        return self.report.bodies()

    @staticmethod
    def rows_of_organisations(keys):
        return Q(report__project__in=Party.objects.filter(organisation__in=keys).values("project"))


class PhotoPrint(models.Model):
    """照片指纹: the average hash (64 bits, as a signed integer) of a photo, and the earlier photo it resembles.

    Two pictures of one scene differ in a few bits at most; `distance` says in how many, 0 with the same bytes as well.
    """

    AREA_PATH, PUBLIC_ROWS = "report__project__area__code", NOTHING

    report = models.ForeignKey(SupervisionReport, models.CASCADE, related_name="prints", verbose_name="监督报告")
    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="+", verbose_name="照片")
    average = models.BigIntegerField("均值指纹")
    repeats = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="像哪张照片"
    )
    distance = models.PositiveSmallIntegerField("相差", null=True, blank=True)
    same_file = models.BooleanField("同一个文件", default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "照片指纹"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.report}照片"

    @property
    def area(self):
        return self.report.area
