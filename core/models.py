"""The house's own records: the change log and its seals, long work, sheets on their way in, files, thresholds."""

import uuid
from functools import cache

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from core.outbox.models import OutboxMessage
from core.querysets import NOTHING, ScopedQuerySet
from core.tracked import Tracked
from core.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = [
    "Attachment", "Change", "Import", "Job", "OutboxMessage", "SavedFilter", "Seal", "Threshold", "Tracked",
    "WebhookAttempt", "WebhookDelivery", "WebhookEndpoint", "WebhookEvent", "with_files",
]  # fmt: skip


class Change(models.Model):
    """One row per business act on one record.

    Holds text copies and no foreign key to its target, so it outlives what it logs. `mac` signs the row with a key
    outside the database; `seal` ties it into the hash chain (see core.ledger). `after` is null when the record was
    removed.
    """

    AREA_PATH, PUBLIC_ROWS = "area_code", NOTHING

    uid = models.UUIDField("唯一号", default=uuid.uuid4, unique=True)
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人")
    by_name = models.CharField("经办人姓名", max_length=150)
    act = models.CharField("事项", max_length=60)
    target_type = models.CharField("对象类别", max_length=60)
    target_id = models.CharField("对象编号", max_length=40)
    target_name = models.CharField("对象名称", max_length=200)
    area_code = models.CharField("区划代码", max_length=12, blank=True)
    before = models.JSONField("改前", default=dict)
    after = models.JSONField("改后", default=dict, null=True)
    note = models.TextField("说明", blank=True)
    batch = models.CharField("批次", max_length=40, blank=True)
    mac = models.CharField("校验码", max_length=64)
    seal = models.ForeignKey("Seal", models.PROTECT, null=True, related_name="changes", verbose_name="封存")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "变更记录"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "id"], name="change_target"),
            models.Index(fields=["batch"], condition=~Q(batch=""), name="change_batch"),
            models.Index(fields=["id"], condition=Q(seal=None), name="change_unsealed"),
        ]

    def __str__(self):
        return f"{self.act} {self.target_name}"


class Seal(models.Model):
    """A link of the hash chain over the change log: `hash` = SHA-256(previous hash + entries)."""

    at = models.DateTimeField("时间", default=timezone.now)
    previous = models.CharField("前一封", max_length=64)
    entries = models.JSONField("封存内容")  # [[change id, mac]], in id order
    hash = models.CharField("封号", max_length=64, unique=True)

    class Meta:
        verbose_name = "封存"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["previous"], name="seal_chain_never_forks")]

    def __str__(self):
        return self.hash[:12]


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own long work; system administrators see everybody's (kinds and states, no contents).

        A visitor's key is None, and so is the portal's own: they must not meet.
        """
        if user.may_somewhere("system.jobs"):
            return self
        return self.filter(by=user.pk) if user.is_authenticated else self.none()

    def unfinished(self):
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])


class Job(models.Model):
    """Long work done by the worker. It may be run again after a crash, so its function is idempotent."""

    class State(models.TextChoices):
        QUEUED = "queued", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "未完成"

    kind = models.CharField("种类", max_length=40)
    title = models.CharField("名称", max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs", verbose_name="发起人"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.QUEUED)
    key = models.CharField("唯一键", max_length=120, null=True, unique=True)  # noqa: DJ001 (null: keyless jobs)
    params = models.JSONField("参数", default=dict)
    done = models.PositiveIntegerField("已办", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.CharField("进度说明", max_length=200, blank=True)
    result = models.JSONField("结果", default=dict)
    result_url = models.CharField("结果网址", max_length=200, blank=True)
    result_file = models.FileField("结果文件", upload_to="jobs/%Y/%m/", blank=True)
    error = models.TextField("未完成原因", blank=True)
    attempts = models.PositiveSmallIntegerField("运行次数", default=0)
    created_at = models.DateTimeField("发起时间", default=timezone.now)
    sent_at = models.DateTimeField("派发时间", null=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state__in=["queued", "running"]), name="job_unfinished"),
            models.Index(fields=["by", "-id"], name="job_by"),
        ]

    def __str__(self):
        return self.title

    @property
    def percent(self):
        """Whole percent done, 0–100; for the progress bar only."""
        if self.state == self.State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def is_finished(self):
        return self.state in (self.State.DONE, self.State.FAILED)


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own imports; those who read a whole area see the imports of the clerks in it."""
        return self.filter(Q(by=user.pk) | user.rows_of(self.model) if user.is_authenticated else NOTHING)


class Import(models.Model):
    """A sheet on its way in: uploaded, read and judged, shown, then committed whole."""

    class State(models.TextChoices):
        READING = "reading", "正在核对"
        READY = "ready", "等待确认"
        COMMITTING = "committing", "正在导入"
        DONE = "done", "已导入"
        FAILED = "failed", "不能导入"

    AREA_PATH, PUBLIC_ROWS = "area_code", NOTHING

    kind = models.CharField("种类", max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name="上传人")
    area_code = models.CharField("上传人区划", max_length=12, blank=True)
    file = models.FileField("文件", upload_to="imports/%Y/%m/")
    filename = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=12, choices=State, default=State.READING)
    mapping = models.JSONField("列的指定", default=dict)  # {header in the file: column name}
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name="任务")
    sheet_name = models.CharField("工作表", max_length=80, blank=True)
    counts = models.JSONField("计数", default=dict)
    errors = models.JSONField("错误", default=list)  # the first 500: [{row, column, message}]
    notices = models.JSONField("提示", default=list)
    preview = models.JSONField("预览", default=list)
    headers = models.JSONField("表头", default=list)  # [{header, column or null}]
    digest = models.CharField("预览校验", max_length=64, blank=True)
    rejected_file = models.FileField("错误行", upload_to="imports/%Y/%m/", blank=True)
    skip_rejected = models.BooleanField("跳过错误行", default=False)
    error = models.TextField("不能导入的原因", blank=True)
    created_at = models.DateTimeField("上传时间", default=timezone.now)
    committed_at = models.DateTimeField("导入时间", null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "导入"
        ordering = ["-pk"]

    def __str__(self):
        return self.filename

    @property
    def batch(self):
        """What its log rows carry."""
        return f"import:{self.pk}"


class ThresholdQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Rules are open to everybody."""
        return self

    def on(self, day):
        """The row of each code that counts on a day."""
        return self.filter(valid_from__lte=day).order_by("code", "-valid_from").distinct("code")


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the records a person may see; of a visitor's, the public ones."""
        return self.carried_by(user.rows_of) if user.is_authenticated else self.public()

    def public(self):
        """What residents see, and therefore everybody."""
        return self.filter(is_public=True).carried_by(lambda model: model.PUBLIC_ROWS)

    def carried_by(self, rows_of):
        seen = NOTHING
        for model in with_files():
            rows = model._base_manager.filter(rows_of(model), pk=OuterRef("target_id"))
            seen |= Q(target_type=ContentType.objects.get_for_model(model)) & Q(Exists(rows))
        return self.filter(seen)


@cache
def with_files():
    """The models that can carry attachments."""
    return [m for m in apps.get_models() if any(isinstance(f, GenericRelation) for f in m._meta.private_fields)]


class SavedFilter(models.Model):
    """A list's filter that a person keeps as a tab."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    list_name = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=30)
    querystring = models.CharField("条件", max_length=500)

    class Meta:
        verbose_name = "常用筛选"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "list_name", "name"], name="saved_filter_once")]

    def __str__(self):
        return self.name


class Threshold(Tracked):
    """标准值: a number that a rule uses, with the text it comes from and the day from which it counts.

    A new value is a new row; the old one stays, so that old figures can be made again.
    """

    class Trust(models.TextChoices):
        """How far a value can be relied on; an administrator checks the last three against the original."""

        LAW = "law", "法规原文"
        SEEN = "seen", "公开资料"
        KNOWN = "known", "通行做法，待核"
        OWN = "own", "平台默认，可改"

    code = models.CharField("代码", max_length=60)
    name = models.CharField("名称", max_length=80)
    value = models.DecimalField("数值", max_digits=14, decimal_places=4)
    unit = models.CharField("单位", max_length=20, blank=True)
    source = models.CharField("依据", max_length=120)
    clause = models.CharField("条款", max_length=60, blank=True)
    trust = models.CharField("可信程度", max_length=6, choices=Trust)
    valid_from = models.DateField("启用日期")
    reason = models.CharField("调整原因", max_length=200, blank=True)

    objects = ThresholdQuerySet.as_manager()
    area = None  # the whole city's

    class Meta:
        verbose_name = "标准值"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="threshold_once_a_day",
                violation_error_message="这一天已经有一个启用的数值",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("threshold", args=[self.code])


class Attachment(Tracked):
    """附件: a photo or document on a record of any kind. Whoever sees the record sees it; visitors see public ones.

    A photo is re-encoded: what the camera wrote into it is gone. Where it was taken is kept beside it only for kinds of
    records that say so (`KEEPS_PLACE`), and never shown to visitors.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        DOCUMENT = "document", "文件"

    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    slot = models.CharField("所属项目", max_length=40, blank=True)  # what of the record it shows
    kind = models.CharField("种类", max_length=8, choices=Kind)
    file = models.FileField("文件", upload_to="files/%Y/%m/")
    preview = models.FileField("缩略图", upload_to="files/%Y/%m/", blank=True)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("格式", max_length=100)
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("校验码", max_length=64)
    caption = models.CharField("说明", max_length=120, blank=True)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    longitude = models.DecimalField("拍摄经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("拍摄纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    is_public = models.BooleanField("公开", default=False)
    client_key = models.UUIDField("终端编号", null=True, unique=True, editable=False)  # sent twice, kept once
    by_name = models.CharField("上传人", max_length=60)
    at = models.DateTimeField("上传时间", default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        ordering = ["pk"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="attachment_target")]

    def __str__(self):
        return self.caption or self.name

    @property
    def area(self):
        return self.target.area

    def bodies(self):
        """The firms that its record concerns: who may change the record may change its files."""
        return self.target.bodies() if hasattr(self.target, "bodies") else set()
