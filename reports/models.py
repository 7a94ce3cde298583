"""Reports: figures frozen once per period, one report per area, kind and period, signed level by level."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area
from accounts.policy import Act
from core.models import Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.states import Lifecycle
from reports import periods
from reports.kinds import Kind
from reports.mailing.models import Mailing, Reader  # noqa: F401
from reports.rollups.models import Rollup, RollupCheck, RollupMark  # noqa: F401


class FrozenFigures(models.Model):
    """The figures of areas at the end of a period, taken once. Revision 0 holds all areas and is what all first
    reports of the period are made from; a later one holds the area whose figures were taken again."""

    kind = models.CharField("种类", max_length=10, choices=Kind)
    period = models.CharField("期别", max_length=8)
    revision = models.PositiveSmallIntegerField("第几次取数", default=0)
    taken_at = models.DateTimeField("取数时间", default=timezone.now)
    figures = models.JSONField("数据")  # {area code: figures}
    sha256 = models.CharField("校验码", max_length=64)

    class Meta:
        verbose_name = "数据快照"
        constraints = [models.UniqueConstraint(fields=["kind", "period", "revision"], name="figures_frozen_once")]

    def __str__(self):
        return f"{self.period} {self.get_kind_display()}"


class ReportQuerySet(ScopedQuerySet):
    def newest(self):
        """One per area, kind and period: the latest revision."""
        later = Report.objects.filter(
            area=OuterRef("area"), kind=OuterRef("kind"), period=OuterRef("period"), revision__gt=OuterRef("revision")
        )
        return self.filter(~Exists(later))

    def of(self, kind, period):
        return self.filter(kind=kind, period=period)


class Report(Tracked):
    """A report of an area and period from frozen figures. The street (district, city) whose it is submits it, the
    district checks it, the city signs and publishes it. A published report never changes: a correction is a new
    revision that begins anew (统计法 2024 arts 8, 9, 24)."""

    class State(models.TextChoices):
        DRAFT = "draft", "待上报"
        SUBMITTED = "submitted", "已上报"
        CHECKED = "checked", "已核对"
        SIGNED = "signed", "已签发"
        PUBLISHED = "published", "已公布"
        RETURNED = "returned", "已退回"

    OPEN = (State.DRAFT, State.RETURNED)
    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.DRAFT, Act.REPORT_SUBMIT): State.SUBMITTED,
            (State.DRAFT, Act.REPORT_EXPLAIN): State.DRAFT,
            (State.DRAFT, Act.REPORT_REFRESH): State.DRAFT,
            (State.DRAFT, Act.REPORT_WRITE): State.DRAFT,
            (State.RETURNED, Act.REPORT_SUBMIT): State.SUBMITTED,
            (State.RETURNED, Act.REPORT_EXPLAIN): State.RETURNED,
            (State.RETURNED, Act.REPORT_REFRESH): State.RETURNED,
            (State.RETURNED, Act.REPORT_WRITE): State.RETURNED,
            (State.SUBMITTED, Act.REPORT_CHECK): State.CHECKED,
            (State.SUBMITTED, Act.REPORT_RETURN): State.RETURNED,
            (State.CHECKED, Act.REPORT_SIGN): State.SIGNED,
            (State.CHECKED, Act.REPORT_RETURN): State.RETURNED,
            (State.SIGNED, Act.REPORT_PUBLISH): State.PUBLISHED,
            (State.SIGNED, Act.REPORT_RETURN): State.RETURNED,
            (State.PUBLISHED, Act.REPORT_REVISE): State.PUBLISHED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING
    LOG_SECRET = ("figures",)  # the log keeps a fingerprint; the figures stay here
    LOG_PARTS = ("explanations",)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.MONTHLY)
    period = models.CharField("期别", max_length=8)
    revision = models.PositiveSmallIntegerField("更正次数", default=0)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    due_on = models.DateField("这一步的期限", null=True, blank=True)  # empty: made long after its time, nobody is asked
    frozen = models.ForeignKey(
        FrozenFigures, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="数据快照"
    )
    figures = models.JSONField("数据")
    snapshot_sha256 = models.CharField("校验码", max_length=64)
    text = models.TextField("通报正文", blank=True)  # a paragraph a line; empty: as drafted from the figures
    number = models.CharField("发文字号", max_length=40, blank=True)
    reason = models.CharField("更正原因", max_length=200, blank=True)
    returned_reason = models.CharField("退回原因", max_length=200, blank=True)
    explanations = models.JSONField("异常说明", default=dict, blank=True)  # {code of a finding: words}
    issued_at = models.DateTimeField("生成时间", default=timezone.now)
    issued_by = models.CharField("生成人", max_length=60, default="系统")
    submitted_at = models.DateTimeField("上报时间", null=True, blank=True)
    submitted_by = models.CharField("上报人", max_length=60, blank=True)
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)
    checked_by = models.CharField("核对人", max_length=60, blank=True)
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)
    signed_by = models.CharField("签发人", max_length=60, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    published_by = models.CharField("公布人", max_length=60, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "进展报告"
        ordering = ["-period", "area_id", "-revision"]
        indexes = [
            models.Index(
                fields=["state", "due_on"],
                condition=~Q(state="published") & Q(due_on__isnull=False),
                name="report_open_by_deadline",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "period", "revision"], name="report_once_per_period"),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="report_number_once",
                violation_error_message="这个发文字号已经用过",
            ),
            models.CheckConstraint(
                condition=Q(revision=0) | ~Q(reason=""),
                name="report_revision_has_a_reason",
                violation_error_message="更正要写原因",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_reason=""),
                name="returned_report_has_a_reason",
                violation_error_message="退回要写原因",
            ),
        ]

    def __str__(self):
        again = f"（第 {self.revision} 次更正）" if self.revision else ""
        return f"{self.area}{periods.parse(self.kind, self.period).label}{self.get_kind_display()}{again}"

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.pk])

    @property
    def is_locked(self):
        return self.state == self.State.PUBLISHED

    @classmethod
    def describe_parts(cls):
        """How the log's lines about explanations read: (part, key, value) → (label, words)."""
        return lambda part, key, value: ("异常说明", value or "—")


class Reminder(models.Model):
    """催报: who was reminded of which report's deadline, before it or after it; once each."""

    class When(models.TextChoices):
        BEFORE = "before", "到期前"
        AFTER = "after", "逾期后"

    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING

    report = models.ForeignKey(Report, models.CASCADE, related_name="reminders", verbose_name="报告")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="催哪里")
    state = models.CharField("等待的步骤", max_length=10, choices=Report.State)
    due_on = models.DateField("期限")
    when = models.CharField("时点", max_length=6, choices=When)
    sent_at = models.DateTimeField("催报时间", default=timezone.now)
    mails = models.PositiveSmallIntegerField("邮件", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "催报"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "state", "due_on", "when"], name="reminded_once_per_deadline")
        ]

    def __str__(self):
        return f"{self.report}：{self.get_when_display()}"
