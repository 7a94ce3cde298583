"""What happened to a case, a row each: hand-overs, replies, call-backs, pauses, escalations. None is ever removed."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation
from core.models import Tracked
from core.querysets import NOTHING, ScopedQuerySet
from projects.models import Department
from resident_participation.cases.models import Feedback, Handler, Outcome
from resident_participation.cases.standards import Severity


class OfFeedback(models.Model):
    """A row of a case: it lies where the case lies, and whoever works on the case writes it."""

    AREA_PATH, PUBLIC_ROWS = "feedback__community__area__code", NOTHING

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return self.feedback.get_absolute_url()

    @property
    def area(self):
        return self.feedback.area

    def bodies(self):
        return self.feedback.bodies()


class HandOver(Tracked, OfFeedback):
    """移交: who asked whom to take a case. Until it is accepted, whoever holds the case answers for it."""

    class State(models.TextChoices):
        OFFERED = "offered", "待接收"
        ACCEPTED = "accepted", "已接收"
        REFUSED = "refused", "已退回"
        DECIDED = "decided", "上级指定"
        WITHDRAWN = "withdrawn", "已收回"

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="hand_over_rows", verbose_name="意见诉求")
    from_office = models.CharField("移交方", max_length=80)
    handler = models.CharField("移交到", max_length=10, choices=Handler)
    office = models.CharField("接收单位", max_length=80)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="部门"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="企业"
    )
    reason = models.CharField("移交原因", max_length=500)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OFFERED)
    made_at = models.DateTimeField("移交时间", default=timezone.now)
    settled_at = models.DateTimeField("接收或退回时间", null=True, blank=True)
    competent = models.CharField("应由谁办", max_length=80, blank=True)
    answer = models.CharField("接收或退回说明", max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "移交"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feedback"], condition=Q(state="offered"), name="one_hand_over_at_a_time",
                violation_error_message="上一次移交还没有接收",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(competent="") & ~Q(answer=""),
                name="refusal_names_who_is_competent",
                violation_error_message="退回要写明应由谁办和理由",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.from_office} → {self.office}"


class Reply(Tracked, OfFeedback):
    """答复 to the resident, word for word; an interim one says who is at work and until when."""

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="replies", verbose_name="意见诉求")
    text = models.TextField("答复", max_length=2000)
    interim = models.BooleanField("先行答复", default=False)
    office = models.CharField("答复单位", max_length=80)
    at = models.DateTimeField("答复时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "答复"
        ordering = ["pk"]

    def __str__(self):
        return self.text[:40]


class CallBack(Tracked, OfFeedback):
    """回访: what the resident said of the reply, or that nobody was reached."""

    class Way(models.TextChoices):
        PHONE = "phone", "电话回访"
        VISIT = "visit", "上门回访"
        RECEIPT = "receipt", "居民凭回执"

    UNREACHED = "unreached"
    ANSWERS = [*Outcome.choices, (UNREACHED, "没联系上")]

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="call_backs", verbose_name="意见诉求")
    outcome = models.CharField("居民的回答", max_length=10, choices=ANSWERS)
    satisfied = models.BooleanField("满意", null=True, blank=True)
    way = models.CharField("方式", max_length=10, choices=Way, default=Way.PHONE)
    note = models.CharField("居民补充", max_length=500, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "回访"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="unreached") | Q(satisfied=None),
                name="nobody_reached_nobody_satisfied",
                violation_error_message="没联系上就没有满意不满意",
            )
        ]

    def __str__(self):
        return self.get_outcome_display()


class Pause(Tracked, OfFeedback):
    """暂停计时 with its reason; how many cases were ever paused is published."""

    class Why(models.TextChoices):
        RESIDENT = "resident", "等居民补充或配合"
        APPRAISAL = "appraisal", "等鉴定或检测"
        APPROVAL = "approval", "等审批"
        WEATHER = "weather", "等天气"
        MATERIAL = "material", "等材料或设备"
        OTHER = "other", "其他"

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="pause_rows", verbose_name="意见诉求")
    why = models.CharField("原因", max_length=10, choices=Why)
    reason = models.CharField("说明", max_length=200)
    since = models.DateTimeField("起", default=timezone.now)
    until = models.DateTimeField("止", null=True, blank=True)
    minutes = models.PositiveIntegerField("顺延（工作分钟）", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "暂停"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feedback"], condition=Q(until=None), name="one_pause_at_a_time",
                violation_error_message="已经暂停了",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="pause_ends_after_it_begins",
                violation_error_message="恢复不能早于暂停",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_why_display()}：{self.reason}"


class Escalation(Tracked, OfFeedback):
    """升级 by a rule, once for each cause and level: the constraint keeps a second run from doing it again."""

    class Kind(models.TextChoices):
        OVERDUE = "overdue", "超期"
        REOPENED = "reopened", "两次没解决"
        ALIKE = "alike", "同楼同类 30 日内多件"
        SAFETY = "safety", "涉及安全"

    feedback = models.ForeignKey(Feedback, models.PROTECT, related_name="escalations", verbose_name="意见诉求")
    kind = models.CharField("原因", max_length=10, choices=Kind)
    level = models.CharField("上报到", max_length=10, choices=Handler, blank=True)
    severity_before = models.CharField("原级别", max_length=10, choices=Severity)
    severity_after = models.CharField("现级别", max_length=10, choices=Severity)
    note = models.CharField("说明", max_length=200)
    at = models.DateTimeField("时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "升级"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "kind", "level"], name="escalated_once", violation_error_message="已经升级过"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.note}"
