"""The way of a project (DOMAIN §5.1): fourteen stages with dates, documents, departments' opinions, exemptions."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from projects.register.models import OfProject, Project


class Phase(models.TextChoices):
    """阶段 1–14. A step of the project's state closes one or more of them (projects.stages.phases)."""

    SURVEY = "survey", "调查摸底"
    CONSULTATION = "consultation", "居民意愿征询"
    PLAN = "plan", "列入计划"
    SCHEME = "scheme", "方案编制"
    NOTICE = "notice", "方案公示"
    REVIEW = "review", "联合审查"
    APPROVAL = "approval", "立项与概算"
    TENDER = "tender", "招标"
    START = "start", "开工"
    WORKS = "works", "施工与监理"
    ACCEPTANCE = "acceptance", "竣工验收"
    HANDOVER = "handover", "移交"
    EVALUATION = "evaluation", "效果共评"
    LONG_TERM = "long_term", "长效管理"


class ProjectPhase(Tracked, OfProject):
    """One stage of one project: dates that are estimated until somebody confirms them."""

    PUBLIC_ROWS = NOTHING

    project = models.ForeignKey(Project, models.PROTECT, related_name="phases", verbose_name="项目")
    phase = models.CharField("阶段", max_length=12, choices=Phase)
    starts_on = models.DateField("开始日期", null=True, blank=True)
    start_confirmed = models.BooleanField("开始日期已确认", default=False)
    ends_on = models.DateField("完成日期", null=True, blank=True)
    end_confirmed = models.BooleanField("完成日期已确认", default=False)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "项目阶段"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "phase"], name="phase_once_per_project"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_it_starts",
                violation_error_message="完成日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=(Q(start_confirmed=False) | Q(starts_on__isnull=False))
                & (Q(end_confirmed=False) | Q(ends_on__isnull=False)),
                name="confirmed_dates_are_there",
                violation_error_message="先填日期，再确认",
            ),
        ]

    def __str__(self):
        return f"{self.project} {self.get_phase_display()}"

    def get_absolute_url(self):
        return self.project.get_absolute_url()


class RequiredDocument(models.Model):
    """手续清单: what a stage needs in writing; a table with the basis of each row."""

    code = models.CharField("代码", max_length=24, primary_key=True)
    phase = models.CharField("阶段", max_length=12, choices=Phase)
    name = models.CharField("文件", max_length=60)
    required = models.BooleanField("必备", default=True)
    basis = models.CharField("依据", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "手续"
        ordering = ["order"]

    def __str__(self):
        return self.name


class ProjectDocument(Tracked, OfProject):
    """A document a project has: number, day, and its file."""

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.DOCUMENT_RECORD

    project = models.ForeignKey(Project, models.PROTECT, related_name="documents", verbose_name="项目")
    requirement = models.ForeignKey(RequiredDocument, models.PROTECT, related_name="+", verbose_name="文件")
    number = models.CharField("文号（编号）", max_length=60, blank=True)
    dated_on = models.DateField("日期")
    issuer = models.CharField("出具单位", max_length=80, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "手续文件"
        ordering = ["project", "requirement__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "requirement"],
                name="document_once_per_project",
                violation_error_message="这份文件已经登记，请修改原来的记录",
            )
        ]

    def __str__(self):
        return f"{self.requirement} {self.number}".strip()

    def get_absolute_url(self):
        return reverse("projects:document", args=[self.pk])


class Department(models.Model):
    """联合审查、联合验收的部门和单位; a table."""

    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("部门", max_length=40)
    reviews = models.BooleanField("参加联合审查", default=True)
    accepts = models.BooleanField("参加联合验收", default=False)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "部门"
        ordering = ["order"]

    def __str__(self):
        return self.name


class Opinion(Tracked, OfProject):
    """部门意见 at the joint review of the scheme or at the joint acceptance."""

    class Occasion(models.TextChoices):
        REVIEW = "review", "联合审查"
        ACCEPTANCE = "acceptance", "联合验收"

    class Verdict(models.TextChoices):
        AGREE = "agree", "同意"
        WITH_CHANGES = "with_changes", "修改后同意"
        DISAGREE = "disagree", "不同意"

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.OPINION_RECORD

    project = models.ForeignKey(Project, models.PROTECT, related_name="opinions", verbose_name="项目")
    occasion = models.CharField("事项", max_length=10, choices=Occasion)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name="部门")
    verdict = models.CharField("意见", max_length=12, choices=Verdict)
    text = models.CharField("意见内容", max_length=500, blank=True)
    given_on = models.DateField("日期")
    given_by = models.CharField("经办人", max_length=40, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "部门意见"
        ordering = ["project", "occasion", "department__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "occasion", "department"],
                name="one_opinion_per_department",
                violation_error_message="这个部门的意见已经登记，请修改原来的记录",
            ),
            models.CheckConstraint(
                condition=Q(verdict="agree") | ~Q(text=""),
                name="opinion_says_what_is_wrong",
                violation_error_message="请写明要修改什么，或者为什么不同意",
            ),
        ]

    def __str__(self):
        return f"{self.department}{self.get_occasion_display()}：{self.get_verdict_display()}"

    def get_absolute_url(self):
        return self.project.get_absolute_url()


class Exemption(Tracked, OfProject):
    """免办: a check that a project need not meet, with the basis and who approved it."""

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.GATE_EXEMPT

    project = models.ForeignKey(Project, models.PROTECT, related_name="exemptions", verbose_name="项目")
    check_code = models.CharField("免办事项", max_length=40)
    basis = models.CharField("依据", max_length=200)
    approved_by = models.CharField("批准人", max_length=60)
    approved_on = models.DateField("批准日期")
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "免办"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "check_code"],
                name="exemption_once",
                violation_error_message="这一项已经批准免办",
            )
        ]

    def __str__(self):
        return f"免办{self.check_code}"

    def get_absolute_url(self):
        return self.project.get_absolute_url()
