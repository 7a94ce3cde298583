"""资金: a ledger by source, year and project; calls for partners and what they pledge. Money in 万元, exact."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Area, Organisation
from accounts.policy import Act
from communities.models import RenovationUnit
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.money.models import MONEY, SIGNED_MONEY, FundingSource
from projects.register.models import OfProject, Project


class FundEntry(Tracked, OfProject):
    """资金台账: one row per movement, never altered; what was wrong is corrected by a row with the opposite sign."""

    class Kind(models.TextChoices):
        PLANNED = "planned", "计划"
        ARRIVED = "arrived", "到位"
        SPENT = "spent", "支出"

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.FUND_ENTER

    project = models.ForeignKey(Project, models.PROTECT, related_name="fund_entries", verbose_name="项目")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="entries", verbose_name="资金来源")
    year = models.PositiveSmallIntegerField("资金年度")
    kind = models.CharField("类别", max_length=8, choices=Kind)
    amount = models.DecimalField("金额（万元）", help_text="冲减的填负数", **SIGNED_MONEY)
    dated_on = models.DateField("日期")
    document = models.CharField("文号（凭证）", max_length=80, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "资金"
        ordering = ["-dated_on", "-pk"]
        indexes = [models.Index(fields=["year", "kind", "source"], name="fund_entry_year")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0), name="fund_entry_is_something", violation_error_message="金额不能是 0"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | ~Q(note=""),
                name="fund_correction_says_why",
                violation_error_message="冲减要写说明",
            ),
        ]

    def __str__(self):
        return f"{self.source}{self.get_kind_display()} {self.amount} 万元"

    def get_absolute_url(self):
        return reverse("projects:funds", args=[self.project_id])


class PartnerCall(Tracked):
    """征集合作方: what is offered to whom, for a project or a unit; open to everybody on the public page."""

    class State(models.TextChoices):
        OPEN = "open", "征集中"
        CLOSED = "closed", "已结束"

    AREA_PATH, PUBLIC_ROWS = "area__code", Q(state="open")
    ATTACH_ACT = Act.CALL_EDIT

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name="改造项目"
    )
    unit = models.ForeignKey(
        RenovationUnit, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name="改造片区"
    )
    title = models.CharField("题目", max_length=80)
    wanted = models.TextField("需要什么")
    offered = models.TextField("能给什么", blank=True)
    amount = models.DecimalField("需要资金（万元）", default=0, **MONEY)
    deadline = models.DateField("截止日期")
    contact = models.CharField("联系人和电话", max_length=80)
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "合作征集"
        ordering = ["-deadline", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project=None) ^ Q(unit=None),
                name="call_for_project_or_unit",
                violation_error_message="请在项目和片区里选一个",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:call", args=[self.pk])


class Pledge(Tracked, OfProject):
    """认缴: what somebody promises to a project, in money or in kind; it counts once accepted, then paid."""

    class State(models.TextChoices):
        OFFERED = "offered", "已提出"
        ACCEPTED = "accepted", "已接受"
        PAID = "paid", "已到账"
        ENDED = "ended", "已终止"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OFFERED, Act.PLEDGE_ACCEPT): State.ACCEPTED,
            (State.ACCEPTED, Act.PLEDGE_PAY): State.PAID,
            (State.OFFERED, Act.PLEDGE_END): State.ENDED,
            (State.ACCEPTED, Act.PLEDGE_END): State.ENDED,
        },
    )
    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.PLEDGE_RECORD

    project = models.ForeignKey(Project, models.PROTECT, related_name="pledges", verbose_name="项目")
    call = models.ForeignKey(
        PartnerCall, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name="征集"
    )
    party = models.CharField("认缴方", max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="+", verbose_name="资金来源")
    amount = models.DecimalField("金额（万元）", default=0, **MONEY)
    in_kind = models.CharField("实物或投工", max_length=120, blank=True)
    terms = models.CharField("条件", max_length=200, blank=True)
    pledged_on = models.DateField("提出日期")
    due_on = models.DateField("应到账日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OFFERED)
    document = models.CharField("协议编号", max_length=60, blank=True)
    paid_on = models.DateField("到账日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "认缴"
        ordering = ["-pledged_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) | ~Q(in_kind=""),
                name="pledge_is_something",
                violation_error_message="请填金额，或者写明实物",
            )
        ]

    def __str__(self):
        return f"{self.party}认缴 {self.amount} 万元" if self.amount else f"{self.party}：{self.in_kind}"

    def get_absolute_url(self):
        return reverse("projects:pledge", args=[self.pk])
