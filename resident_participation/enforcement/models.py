"""执法进小区: cases of one community, what the departments do about them by when, and joint actions."""

from datetime import timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area, Organisation
from accounts.policy import Act, Role
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.states import Lifecycle
from resident_participation.enforcement.duty_models import Department, EnforcementBody, EnforcementDuty, StreetPower

__all__ = ["Department", "EnforcementBody", "EnforcementCase", "EnforcementDuty", "JointAction", "JointCase",
           "StreetPower"]  # fmt: skip

BUILDING = RegexValidator(r"^[0-9A-Za-z甲乙丙丁东南西北-]{1,8}(幢|号楼)$", "只写到幢，例如 5幢；门牌写在“具体位置”里")


class CaseQuerySet(ScopedQuerySet):
    def open(self):
        return self.exclude(state=EnforcementCase.State.SETTLED)

    def overdue(self, on=None):
        """Cases whose present step should have been done before a day (today)."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def unsigned(self):
        return self.filter(state__in=[EnforcementCase.State.SENT, EnforcementCase.State.ASSIGNED])

    def with_repeat(self, days):
        """Each with `repeat`: the same matter at the same building was settled, and founded, in the `days` before."""
        since = models.ExpressionWrapper(OuterRef("reported_on") - timedelta(days=days), models.DateField())
        same = {name: OuterRef(name) for name in ("community", "building", "matter")}
        before = EnforcementCase.objects.filter(**same, settled_on__lte=OuterRef("reported_on"), settled_on__gte=since)
        founded = before.exclude(Q(pk=OuterRef("pk")) | Q(outcome=EnforcementCase.Outcome.UNFOUNDED))
        return self.annotate(repeat=~Q(building="") & Exists(founded))


class EnforcementCase(Tracked):
    """执法事项 of a community: reported by the street, signed for by a department, visited, ordered, settled.

    Nobody's name is asked for. `place` and `text` stay inside; visitors see, of published cases, the matter, the
    building, the state and the outcome. `due_on` is the day by which the present step is due, null when settled.
    """

    class State(models.TextChoices):
        SENT = "sent", "待签收"
        DISPUTED = "disputed", "主管有争议"
        ASSIGNED = "assigned", "已裁定，待签收"
        ACCEPTED = "accepted", "已签收，待到场"
        VISITED = "visited", "已到场"
        ORDERED = "ordered", "整改中"
        SETTLED = "settled", "已办结"

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", "已改正"
        PENALISED = "penalised", "立案处罚"
        TRANSFERRED = "transferred", "移送"
        UNFOUNDED = "unfounded", "不属实"

    class Source(models.TextChoices):
        PATROL = "patrol", "街道巡查"
        GRID = "grid", "网格员"
        RESIDENT = "resident", "居民反映"
        HOTLINE = "hotline", "12345"
        OTHER = "other", "其他"

    OPEN = (State.SENT, State.DISPUTED, State.ASSIGNED, State.ACCEPTED, State.VISITED, State.ORDERED)
    SEEN = (State.VISITED, State.ORDERED, State.SETTLED)  # somebody was there: only then is it told to residents
    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.SENT, Act.ENFORCEMENT_ACCEPT): State.ACCEPTED,
            (State.SENT, Act.ENFORCEMENT_REFUSE): State.DISPUTED,
            (State.DISPUTED, Act.ENFORCEMENT_DECIDE): State.ASSIGNED,
            (State.ASSIGNED, Act.ENFORCEMENT_ACCEPT): State.ACCEPTED,  # the decision is final: no refusal from here
            (State.ACCEPTED, Act.ENFORCEMENT_VISIT): State.VISITED,
            (State.VISITED, Act.ENFORCEMENT_ORDER): State.ORDERED,
            (State.VISITED, Act.ENFORCEMENT_SETTLE): State.SETTLED,
            (State.ORDERED, Act.ENFORCEMENT_SETTLE): State.SETTLED,
            **{(state, act): state for state in OPEN for act in (Act.ENFORCEMENT_URGE, Act.ENFORCEMENT_JOIN)},
            **{(state, act): state for state in SEEN for act in (Act.ENFORCEMENT_PUBLISH, Act.ENFORCEMENT_WITHDRAW)},
        },
    )
    AREA_PATH, PUBLIC_ROWS = "community__area__code", Q(published_on__isnull=False)
    ATTACH_ACT = Act.ENFORCEMENT_VISIT
    KEEPS_PLACE = True

    number = models.CharField("编号", max_length=20, unique=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="enforcement", verbose_name="小区")
    building = models.CharField("楼栋", max_length=12, blank=True, validators=[BUILDING])
    place = models.CharField("具体位置", max_length=80, blank=True)
    duty = models.ForeignKey(EnforcementDuty, models.PROTECT, related_name="cases", verbose_name="事项")
    matter = models.CharField("事项代码", max_length=30)  # the duty's code: the same through all its versions
    text = models.TextField("情况", max_length=500)
    source = models.CharField("来源", max_length=10, choices=Source, default=Source.PATROL)
    feedback = models.ForeignKey(
        "resident_participation.Feedback", models.PROTECT, null=True, blank=True, related_name="enforcement",
        verbose_name="来自意见",
    )  # fmt: skip
    state = models.CharField("状态", max_length=10, choices=State, default=State.SENT)
    reported_on = models.DateField("报告日期")
    department = models.CharField("主管部门", max_length=20, choices=Department)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位"
    )
    sent_on = models.DateField("交办日期")
    sign_due_on = models.DateField("应签收")
    visit_due_on = models.DateField("应到场")
    settle_due_on = models.DateField("应办结")
    due_on = models.DateField("本步到期", null=True, blank=True)
    accepted_on = models.DateField("签收日期", null=True, blank=True)
    accept_document = models.CharField("签收文号", max_length=80, blank=True)
    refused_on = models.DateField("退回日期", null=True, blank=True)
    refused_by = models.CharField("退回部门", max_length=20, choices=Department, blank=True)
    competent = models.CharField("退回时指明的部门", max_length=20, choices=Department, blank=True)
    refusal = models.CharField("退回理由", max_length=300, blank=True)
    refusal_document = models.CharField("退回文号", max_length=80, blank=True)
    decided_on = models.DateField("裁定日期", null=True, blank=True)
    decision = models.CharField("裁定理由", max_length=300, blank=True)
    decision_document = models.CharField("裁定文号", max_length=80, blank=True)
    decided_by_name = models.CharField("裁定人", max_length=60, blank=True)
    visited_on = models.DateField("到场日期", null=True, blank=True)
    visit_document = models.CharField("到场记录文号", max_length=80, blank=True)
    findings = models.TextField("现场情况", max_length=500, blank=True)
    ordered_on = models.DateField("整改通知日期", null=True, blank=True)
    order_document = models.CharField("整改通知文号", max_length=80, blank=True)
    order_due_on = models.DateField("整改期限", null=True, blank=True)
    settled_on = models.DateField("办结日期", null=True, blank=True)
    outcome = models.CharField("结果", max_length=12, choices=Outcome, blank=True)
    outcome_document = models.CharField("结果文号", max_length=80, blank=True)
    transferred_to = models.CharField("移送给", max_length=60, blank=True)
    result = models.TextField("处理情况", max_length=500, blank=True)
    urged_on = models.DateField("督办日期", null=True, blank=True)
    urge_note = models.CharField("督办要求", max_length=300, blank=True)
    answer_by = models.DateField("督办期限", null=True, blank=True)
    published_on = models.DateField("公开日期", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "执法事项记录"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=~Q(state="settled"), name="enforcement_open_due"),
            models.Index(fields=["community", "matter", "building"], name="enforcement_place"),
            models.Index(fields=["reported_on"], name="enforcement_reported"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "building", "place", "matter"],
                condition=~Q(state="settled"),
                name="one_open_case_of_a_matter_at_a_place",
                violation_error_message="这个地方的这件事已经报过，还没有办结",
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_on__isnull=False, due_on=None) & ~Q(outcome="")
                | ~Q(state="settled") & Q(settled_on=None, outcome="", due_on__isnull=False),
                name="settled_case_has_an_outcome",
                violation_error_message="办结要有结果和日期",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["penalised", "transferred"]) | ~Q(outcome_document=""),
                name="penalty_and_transfer_have_a_document",
                violation_error_message="立案处罚、移送要写文号",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(refused_on__isnull=False) & ~Q(decision_document=""),
                name="decision_has_a_document",
                violation_error_message="裁定要写文号",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(visited_on__isnull=False),
                name="only_what_was_seen_is_published",
                violation_error_message="到过现场以后才能公开",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.number

    @classmethod
    def rows_of_organisations(cls, keys):
        """A department's people see the cases that lie with it."""
        return Q(organisation__in=keys)

    def bodies(self):
        return {(Role.DEPARTMENT, self.organisation_id)} if self.organisation_id else set()

    def get_absolute_url(self):
        return reverse("resident_participation:enforcement_case", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def is_open(self):
        return self.state != self.State.SETTLED

    @property
    def where(self):
        """5幢 201室门前."""
        return " ".join(filter(None, [self.building, self.place])) or "公共部位"

    @property
    def handler(self):
        """Who has it: the organisation, or its department where the district has registered none."""
        return str(self.organisation or self.get_department_display())


class JointAction(Tracked):
    """联合行动: one day, several departments, several cases; a result for each."""

    class State(models.TextChoices):
        PLANNED = "planned", "已安排"
        HELD = "held", "已开展"
        CANCELLED = "cancelled", "已取消"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.PLANNED, Act.JOINT_HOLD): State.HELD,
            (State.PLANNED, Act.JOINT_CANCEL): State.CANCELLED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING
    ATTACH_ACT = Act.JOINT_HOLD

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    title = models.CharField("名称", max_length=60)
    held_on = models.DateField("行动日期")
    departments = ArrayField(models.CharField(max_length=20, choices=Department), verbose_name="参加部门")
    lead = models.CharField("牵头部门", max_length=20, choices=Department)
    meeting_place = models.CharField("集合地点", max_length=80, blank=True)
    document = models.CharField("方案文号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PLANNED)
    summary = models.TextField("开展情况", max_length=500, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "联合行动"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(summary=""),
                name="held_action_has_a_summary",
                violation_error_message="已开展的要写开展情况",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:joint_action", args=[self.pk])

    @property
    def departments_words(self):
        return "、".join(str(Department(code).label) for code in self.departments)


class JointCase(Tracked):
    """联合行动里的一件: what came of one case on that day."""

    AREA_PATH, PUBLIC_ROWS = "case__community__area__code", NOTHING

    action = models.ForeignKey(JointAction, models.PROTECT, related_name="lines", verbose_name="联合行动")
    case = models.ForeignKey(EnforcementCase, models.PROTECT, related_name="actions", verbose_name="事项")
    result = models.CharField("行动结果", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "联合行动事项"
        ordering = ["action", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "case"],
                name="case_once_in_a_joint_action",
                violation_error_message="这一件已经列在这次行动里",
            )
        ]

    def __str__(self):
        return f"{self.action}：{self.case}"

    def get_absolute_url(self):
        return self.action.get_absolute_url()

    @property
    def area(self):
        return self.case.area
