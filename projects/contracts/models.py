"""Money on paper: the five amounts, tenders, contracts, variations and payments of a project."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Organisation
from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.money.models import MONEY, SIGNED_MONEY
from projects.register.models import OfProject, Project


class Amount(Tracked, OfProject):
    """造价: five different amounts (估算 概算 预算 结算 决算), each with the document that fixed it."""

    class Kind(models.TextChoices):
        ESTIMATE = "estimate", "估算"
        APPROVED_BUDGET = "approved_budget", "概算"
        DETAILED_BUDGET = "detailed_budget", "预算"
        SETTLEMENT = "settlement", "结算"
        FINAL_ACCOUNT = "final_account", "决算"

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.AMOUNT_SET

    project = models.ForeignKey(Project, models.PROTECT, related_name="amounts", verbose_name="项目")
    kind = models.CharField("造价", max_length=16, choices=Kind)
    amount = models.DecimalField("金额（万元）", **MONEY)
    document = models.CharField("文号（依据）", max_length=80)
    dated_on = models.DateField("日期")
    explanation = models.CharField("超出说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "造价"
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="one_amount_of_each_kind")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.amount} 万元"

    def get_absolute_url(self):
        return reverse("projects:amount", args=[self.pk])


class Tender(Tracked, OfProject):
    """招标: the days that the law's clocks run between (招标投标法 and its 实施条例)."""

    class Subject(models.TextChoices):
        WORKS = "works", "施工"
        DESIGN = "design", "设计"
        SUPERVISION = "supervision", "监理"
        GOODS = "goods", "货物"

    class Method(models.TextChoices):
        OPEN = "open", "公开招标"
        INVITED = "invited", "邀请招标"
        DIRECT = "direct", "依法不招标"

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.TENDER_EDIT

    project = models.ForeignKey(Project, models.PROTECT, related_name="tenders", verbose_name="项目")
    subject = models.CharField("标的", max_length=12, choices=Subject)
    method = models.CharField("方式", max_length=8, choices=Method, default=Method.OPEN)
    basis = models.CharField("不招标依据", max_length=120, blank=True)
    ceiling = models.DecimalField("最高限价（万元）", null=True, blank=True, **MONEY)
    sale_from = models.DateField("文件发售开始", null=True, blank=True)
    sale_to = models.DateField("文件发售结束", null=True, blank=True)
    deadline = models.DateField("投标截止", null=True, blank=True)
    reported_on = models.DateField("收到评标报告", null=True, blank=True)
    candidates_from = models.DateField("中标候选人公示开始", null=True, blank=True)
    candidates_to = models.DateField("中标候选人公示结束", null=True, blank=True)
    awarded_on = models.DateField("中标通知书", null=True, blank=True)
    winner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="中标（承包）单位"
    )
    price = models.DecimalField("中标价（万元）", null=True, blank=True, **MONEY)
    filed_on = models.DateField("招标情况书面报告", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "招标"
        ordering = ["project", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(method="direct") | ~Q(basis=""),
                name="direct_award_has_a_basis",
                violation_error_message="依法不招标的，请写明依据",
            )
        ]

    def __str__(self):
        return f"{self.project}{self.get_subject_display()}{self.get_method_display()}"

    def get_absolute_url(self):
        return reverse("projects:tender", args=[self.pk])


class Contract(Tracked, OfProject):
    """合同."""

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.CONTRACT_EDIT

    project = models.ForeignKey(Project, models.PROTECT, related_name="contracts", verbose_name="项目")
    tender = models.ForeignKey(
        Tender, models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name="招标"
    )
    number = models.CharField("合同编号", max_length=60)
    subject = models.CharField("标的", max_length=12, choices=Tender.Subject)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contracts", verbose_name="承包单位")
    amount = models.DecimalField("合同价（万元）", **MONEY)
    signed_on = models.DateField("签订日期")
    starts_on = models.DateField("开工日期", null=True, blank=True)
    days = models.PositiveIntegerField("工期（天）", null=True, blank=True)
    retention = models.DecimalField("质保金比例（%）", max_digits=4, decimal_places=1, default=3)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "合同"
        ordering = ["project", "signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="contract_number_once", violation_error_message="合同编号已登记"
            ),
            models.CheckConstraint(
                condition=Q(retention__range=(0, 100)),
                name="contract_retention_0_to_100",
                violation_error_message="质保金比例在 0 到 100 之间",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.organisation}"

    def bodies(self):
        return {(role, key) for role, key in self.project.bodies() if key == self.organisation_id}

    def get_absolute_url(self):
        return reverse("projects:contract", args=[self.pk])


class OfContract(models.Model):
    """A record of a contract: seen by those who see the contract's project."""

    AREA_PATH = "contract__project__area__code"

    class Meta:
        abstract = True

    @property
    def area(self):
        return self.contract.project.area

    def bodies(self):
        """A firm acts on its own contract only, though all firms of the project see it."""
        return self.contract.bodies()

    @staticmethod
    def rows_of_organisations(keys):
        return Q(contract__in=Contract.objects.filter(Contract.rows_of_organisations(keys)).values("pk"))


class Variation(Tracked, OfContract):
    """工程变更: proposed, approved or refused; only approved ones change the contract's sum."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审批"
        APPROVED = "approved", "已批准"
        REJECTED = "rejected", "不同意"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.PROPOSED, Act.VARIATION_APPROVE): State.APPROVED,
            (State.PROPOSED, Act.VARIATION_REJECT): State.REJECTED,
        },
    )
    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.VARIATION_PROPOSE

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="variations", verbose_name="合同")
    number = models.PositiveSmallIntegerField("变更号", editable=False)
    reason = models.CharField("变更原因", max_length=200)
    what = models.CharField("变更内容", max_length=300)
    amount = models.DecimalField("增减金额（万元）", **SIGNED_MONEY)
    days = models.SmallIntegerField("增减工期（天）", default=0)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField("提出日期")
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decision = models.CharField("审批意见", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "工程变更"
        ordering = ["contract", "number"]
        constraints = [models.UniqueConstraint(fields=["contract", "number"], name="variations_are_numbered")]

    def __str__(self):
        return f"{self.contract.number} 变更 {self.number}"

    def get_absolute_url(self):
        return reverse("projects:variation", args=[self.pk])


class Payment(Tracked, OfContract):
    """支付: asked for against accepted quantities, checked, paid."""

    class State(models.TextChoices):
        REQUESTED = "requested", "待审核"
        APPROVED = "approved", "待付款"
        PAID = "paid", "已付款"
        REJECTED = "rejected", "已退回"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.REQUESTED, Act.PAYMENT_APPROVE): State.APPROVED,
            (State.REQUESTED, Act.PAYMENT_REJECT): State.REJECTED,
            (State.APPROVED, Act.PAYMENT_PAY): State.PAID,
        },
    )

    class Kind(models.TextChoices):
        ADVANCE = "advance", "预付款"
        PROGRESS = "progress", "进度款"
        SETTLEMENT = "settlement", "结算款"
        RETENTION = "retention", "质保金"

    PUBLIC_ROWS = NOTHING
    ATTACH_ACT = Act.PAYMENT_REQUEST

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="payments", verbose_name="合同")
    kind = models.CharField("款项", max_length=12, choices=Kind, default=Kind.PROGRESS)
    amount = models.DecimalField("金额（万元）", **MONEY)
    period = models.CharField("进度截至", max_length=7, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.REQUESTED)
    requested_on = models.DateField("申请日期")
    paid_on = models.DateField("付款日期", null=True, blank=True)
    voucher = models.CharField("凭证号", max_length=60, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "支付"
        ordering = ["contract", "requested_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="payment_is_positive", violation_error_message="金额要大于 0"
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & Q(paid_on__gte=F("requested_on"))),
                name="paid_has_a_day",
                violation_error_message="付款日期不能早于申请日期",
            ),
        ]

    def __str__(self):
        return f"{self.contract.number} {self.get_kind_display()} {self.amount} 万元"

    def get_absolute_url(self):
        return reverse("projects:payment", args=[self.pk])
