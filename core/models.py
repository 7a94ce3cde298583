"""The house's own records: the change log and its seals, long work, saved filters."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.querysets import NOTHING, ScopedQuerySet


class Tracked(models.Model):
    """A row that is written through `core.changes` only; `version` counts its writes and refuses stale ones."""

    version = models.PositiveIntegerField("版本", default=0, editable=False)
    updated_at = models.DateTimeField("最近修改", default=timezone.now, editable=False)

    class Meta:
        abstract = True


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
        """A person's own long work; system administrators see everybody's (kinds and states, no contents)."""
        return self if user.may_somewhere("system.jobs") else self.filter(by=user.pk)

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
