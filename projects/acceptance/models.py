"""Quality: inspections and what they find, hidden works, acceptance, handover of assets, warranty and its clock."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Organisation
from accounts.policy import Act
from communities.models import CatalogueItem, Community, Facility, FacilityKind
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.register.models import OfProject, Project


class DefectKind(models.Model):
    """检查项: the defined list from which an inspection names what is wrong; a table by kind of work."""

    code = models.CharField("代码", max_length=12, primary_key=True)
    work = models.CharField("工程", max_length=24)
    name = models.CharField("问题", max_length=80)
    severe = models.BooleanField("严重", default=False)
    days = models.PositiveSmallIntegerField("整改期限（天）", default=7)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "检查项"
        ordering = ["order"]

    def __str__(self):
        return f"{self.work}：{self.name}"


class Inspection(Tracked, OfProject):
    """现场检查 with photos; what is wrong are its findings."""

    class Kind(models.TextChoices):
        ROUTINE = "routine", "日常巡查"
        SPECIAL = "special", "专项检查"
        SUPERVISION = "supervision", "监理检查"
        RESIDENTS = "residents", "居民监督"

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.INSPECTION_RECORD
    KEEPS_PLACE = True

    project = models.ForeignKey(Project, models.PROTECT, related_name="inspections", verbose_name="项目")
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.ROUTINE)
    held_on = models.DateField("检查日期")
    inspector = models.CharField("检查人", max_length=60)
    note = models.TextField("检查情况", blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "现场检查"
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return f"{self.held_on:%Y年%m月%d日}{self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("projects:inspection", args=[self.pk])


class Finding(Tracked, OfProject):
    """检查发现的问题: due on a day, answered by the contractor, checked again before it is closed."""

    class State(models.TextChoices):
        OPEN = "open", "待整改"
        RECTIFIED = "rectified", "待复查"
        CLOSED = "closed", "已销号"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.FINDING_RECTIFY): State.RECTIFIED,
            (State.RECTIFIED, Act.FINDING_VERIFY): State.CLOSED,
            (State.RECTIFIED, Act.FINDING_REOPEN): State.OPEN,
        },
    )
    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.FINDING_RECTIFY

    project = models.ForeignKey(Project, models.PROTECT, related_name="findings", verbose_name="项目")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings", verbose_name="检查")
    kind = models.ForeignKey(DefectKind, models.PROTECT, related_name="+", verbose_name="问题")
    place = models.CharField("部位", max_length=80)
    text = models.CharField("情况", max_length=200, blank=True)
    due_on = models.DateField("整改期限")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    answer = models.CharField("整改情况", max_length=200, blank=True)
    rectified_on = models.DateField("整改日期", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    reopened = models.PositiveSmallIntegerField("复查不合格次数", default=0)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "整改事项"
        ordering = ["due_on", "pk"]

    def __str__(self):
        return f"{self.place} {self.kind.name}"

    def get_absolute_url(self):
        return reverse("projects:finding", args=[self.pk])


class HiddenWork(Tracked, OfProject):
    """隐蔽工程: recorded by the contractor and signed by the supervisor before it is covered
    (建设工程质量管理条例 arts 30, 37)."""

    class State(models.TextChoices):
        RECORDED = "recorded", "待签认"
        SIGNED = "signed", "已签认"
        REFUSED = "refused", "不合格"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.RECORDED, Act.HIDDEN_SIGN): State.SIGNED,
            (State.RECORDED, Act.HIDDEN_REFUSE): State.REFUSED,
            (State.REFUSED, Act.HIDDEN_RECORD): State.RECORDED,
        },
    )
    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.HIDDEN_RECORD

    project = models.ForeignKey(Project, models.PROTECT, related_name="hidden_works", verbose_name="项目")
    name = models.CharField("工程", max_length=80)
    place = models.CharField("部位", max_length=80)
    made_on = models.DateField("完成日期")
    cover_on = models.DateField("拟隐蔽日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECORDED)
    signed_by = models.CharField("签认人", max_length=60, blank=True)
    signed_on = models.DateField("签认日期", null=True, blank=True)
    opinion = models.CharField("监理意见", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "隐蔽工程"
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cover_on__gte=F("made_on")),
                name="covered_after_it_was_made",
                violation_error_message="拟隐蔽日期不能早于完成日期",
            )
        ]

    def __str__(self):
        return f"{self.name}（{self.place}）"

    def get_absolute_url(self):
        return reverse("projects:hidden_work", args=[self.pk])


class AcceptanceItem(models.Model):
    """验收清单: what is looked at when works are accepted; a table by kind of work, with the items it concerns."""

    code = models.CharField("代码", max_length=12, primary_key=True)
    work = models.CharField("工程", max_length=24)
    name = models.CharField("验收内容", max_length=120)
    item = models.ForeignKey(
        CatalogueItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="改造内容"
    )
    required = models.BooleanField("必须合格", default=True)
    basis = models.CharField("依据", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "验收内容"
        ordering = ["order"]

    def __str__(self):
        return self.name


class AcceptanceResult(Tracked, OfProject):
    """验收结果 of one line of the checklist."""

    class Verdict(models.TextChoices):
        PASS = "pass", "合格"
        FAIL = "fail", "不合格"
        NOT_APPLICABLE = "not_applicable", "不涉及"

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.ACCEPTANCE_RECORD

    project = models.ForeignKey(Project, models.PROTECT, related_name="acceptance_results", verbose_name="项目")
    item = models.ForeignKey(AcceptanceItem, models.PROTECT, related_name="+", verbose_name="验收内容")
    verdict = models.CharField("结果", max_length=16, choices=Verdict)
    note = models.CharField("说明", max_length=200, blank=True)
    checked_on = models.DateField("日期")
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "验收结果"
        ordering = ["project", "item__order"]
        constraints = [
            models.UniqueConstraint(fields=["project", "item"], name="acceptance_result_once"),
            models.CheckConstraint(
                condition=~Q(verdict="fail") | ~Q(note=""),
                name="failed_acceptance_says_why",
                violation_error_message="不合格要写说明",
            ),
        ]

    def __str__(self):
        return f"{self.item}：{self.get_verdict_display()}"

    def get_absolute_url(self):
        return reverse("projects:acceptance", args=[self.project_id])


class Asset(Tracked, OfProject):
    """移交资产: what was built, and who signed for it. A facility for residents joins the register when signed."""

    PUBLIC_ROWS = EVERYTHING
    ATTACH_ACT = Act.ASSET_RECORD

    project = models.ForeignKey(Project, models.PROTECT, related_name="assets", verbose_name="项目")
    community = models.ForeignKey(Community, models.PROTECT, related_name="assets", verbose_name="小区")
    name = models.CharField("资产", max_length=80)
    kind = models.ForeignKey(
        FacilityKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="设施种类",
        help_text="给居民用的设施选种类，签收后记入公共设施",
    )  # fmt: skip
    quantity = models.DecimalField(
        "数量（面积）", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    measure = models.CharField("单位", max_length=10)
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="接收单位")
    signed_by = models.CharField("签收人", max_length=60, blank=True)
    signed_on = models.DateField("签收日期", null=True, blank=True)
    facility = models.ForeignKey(
        Facility, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="公共设施", editable=False
    )
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "移交资产"
        ordering = ["project", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on=None) | ~Q(signed_by=""),
                name="signed_asset_names_the_signer",
                violation_error_message="请填签收人",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("projects:handover", args=[self.project_id])


class WarrantyTerm(models.Model):
    """保修期限 by kind of work (建设工程质量管理条例 art. 40); months is null where the design life counts."""

    code = models.CharField("代码", max_length=16, primary_key=True)
    name = models.CharField("工程", max_length=60)
    months = models.PositiveSmallIntegerField("最低保修期（月）", null=True, blank=True)
    basis = models.CharField("依据", max_length=120)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "保修期限"
        ordering = ["order"]

    def __str__(self):
        return self.name


class WarrantyItem(Tracked, OfProject):
    """保修项: one kind of work of a project, from the day of acceptance to the end of its period."""

    PUBLIC_ROWS = EVERYTHING

    project = models.ForeignKey(Project, models.PROTECT, related_name="warranty_items", verbose_name="项目")
    term = models.ForeignKey(WarrantyTerm, models.PROTECT, related_name="+", verbose_name="工程")
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "保修项"
        ordering = ["project", "term__order"]
        constraints = [models.UniqueConstraint(fields=["project", "term"], name="warranty_term_once")]

    def __str__(self):
        return str(self.term)

    def get_absolute_url(self):
        return reverse("projects:warranty", args=[self.project_id])


class Defect(Tracked, OfProject):
    """保修报修: the contractor must be on site within 15 days of the written notice, at once when urgent
    (浙江省建设工程质量管理条例 art. 32)."""

    class State(models.TextChoices):
        NOTIFIED = "notified", "待到场"
        ON_SITE = "on_site", "维修中"
        CLOSED = "closed", "已修好"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.NOTIFIED, Act.DEFECT_ARRIVE): State.ON_SITE,
            (State.ON_SITE, Act.DEFECT_CLOSE): State.CLOSED,
            (State.NOTIFIED, Act.DEFECT_CLOSE): State.CLOSED,
        },
    )
    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.DEFECT_NOTIFY

    project = models.ForeignKey(Project, models.PROTECT, related_name="defects", verbose_name="项目")
    warranty = models.ForeignKey(WarrantyItem, models.PROTECT, related_name="defects", verbose_name="保修项")
    community = models.ForeignKey(Community, models.PROTECT, related_name="defects", verbose_name="小区")
    place = models.CharField("部位", max_length=80)
    text = models.CharField("情况", max_length=200)
    urgent = models.BooleanField("紧急", default=False)
    notified_on = models.DateField("书面通知日期")
    due_on = models.DateField("应到场日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.NOTIFIED)
    on_site_on = models.DateField("到场日期", null=True, blank=True)
    closed_on = models.DateField("修好日期", null=True, blank=True)
    result = models.CharField("处理结果", max_length=200, blank=True)
    by_owner = models.BooleanField("逾期由建设单位另行维修", default=False)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "保修报修"
        ordering = ["due_on", "pk"]

    def __str__(self):
        return f"{self.place} {self.text}"

    def get_absolute_url(self):
        return reverse("projects:defect", args=[self.pk])
