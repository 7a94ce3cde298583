"""What the handling of a case goes by, as data: categories, clocks, words of danger, ready-made replies."""

from django.db import models
from django.urls import reverse

from accounts.models import Area
from core.models import Threshold, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet


class Severity(models.TextChoices):
    """三级响应: 苗头问题及时处置, 重点问题及时处理, 难点问题及时疏解 (DOMAIN §8.1)."""

    EMERGING = "emerging", "苗头"
    KEY = "key", "重点"
    HARD = "hard", "难点"


class FeedbackCategory(models.Model):
    """诉求类别, a row of a table."""

    AREA_PATH, PUBLIC_ROWS = "code", EVERYTHING

    code = models.CharField("代码", max_length=30, primary_key=True)
    name = models.CharField("类别", max_length=40, unique=True)
    order = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "诉求类别"
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class CitysQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Rules are open to everybody."""
        return self


class ClockRule(Tracked):
    """办理时限 of a severity, or of a category in a severity (which then counts before the severity's own).

    An answer tells the resident something; the solution is the reply after which the resident is asked. A new limit is
    a new row from a day on: cases received before keep theirs.
    """

    class Unit(models.TextChoices):
        WORKING_HOURS = "working_hours", "工作小时"
        WORKING_DAYS = "working_days", "个工作日"
        HOURS = "hours", "小时"
        DAYS = "days", "日"

    AREA_PATH, PUBLIC_ROWS = "code", EVERYTHING
    area = None  # the whole city's

    category = models.ForeignKey(
        FeedbackCategory, models.PROTECT, null=True, blank=True, related_name="clocks", verbose_name="类别",
        help_text="空着就是这一级别的一般时限",
    )  # fmt: skip
    severity = models.CharField("级别", max_length=10, choices=Severity)
    answer = models.PositiveSmallIntegerField("首次答复")
    answer_unit = models.CharField("首次答复单位", max_length=14, choices=Unit, default=Unit.WORKING_DAYS)
    solve = models.PositiveSmallIntegerField("办理")
    solve_unit = models.CharField("办理单位", max_length=14, choices=Unit, default=Unit.WORKING_DAYS)
    source = models.CharField("依据", max_length=200)
    trust = models.CharField("可信程度", max_length=6, choices=Threshold.Trust, default=Threshold.Trust.OWN)
    valid_from = models.DateField("启用日期")

    objects = CitysQuerySet.as_manager()

    class Meta:
        verbose_name = "办理时限"
        ordering = [models.F("category__order").asc(nulls_first=True), "severity", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "severity", "valid_from"],
                nulls_distinct=False,
                name="clock_once_a_day",
                violation_error_message="这一天已经有一条这样的时限",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__gt=0, solve__gt=0),
                name="clock_runs",
                violation_error_message="时限要大于 0",
            ),
        ]

    def __str__(self):
        return f"{self.category or '一般'}·{self.get_severity_display()}"

    def get_absolute_url(self):
        return reverse("resident_participation:clocks")

    @property
    def around_the_clock(self):
        """Runs at night and on holidays too: what is dangerous does not wait for office hours."""
        return self.solve_unit == self.Unit.HOURS


class SafetyWord(models.Model):
    """安全词: whoever says one of these has at least a 重点 case."""

    AREA_PATH, PUBLIC_ROWS = "word", EVERYTHING

    word = models.CharField("安全词", max_length=20, primary_key=True)
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "安全词"
        ordering = ["word"]

    def __str__(self):
        return self.word


class CannedQuerySet(ScopedQuerySet):
    def offered_in(self, area_code):
        """Those of the offices at and above an area."""
        above = [area_code[:length] for length in (4, 6, 9, 12) if length <= len(area_code)]
        return self.filter(area__in=above)


class CannedReply(Tracked):
    """常用答复 of an office; the offices below it may use it."""

    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="所属区划")
    title = models.CharField("名称", max_length=20)
    text = models.TextField("内容", max_length=1000)
    category = models.ForeignKey(
        FeedbackCategory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="适用类别",
        help_text="空着就是各类都用",
    )  # fmt: skip

    objects = CannedQuerySet.as_manager()

    class Meta:
        verbose_name = "常用答复"
        ordering = ["category__order", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title"], name="canned_reply_once", violation_error_message="已经有同名的常用答复"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:canned_reply", args=[self.pk])
