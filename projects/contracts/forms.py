from django import forms

from accounts.models import Organisation
from core.steps.table import Day, ReasonForm, StepForm
from projects.contracts.models import Amount, Contract, Payment, Tender, Variation
from projects.register.models import Party, Project
from projects.stages.forms import Plain

SELLING = ["sale_from", "sale_to", "deadline"]
JUDGING = ["reported_on", "candidates_from", "candidates_to", "awarded_on", "winner", "price", "filed_on"]
PERIOD = r"^\d{4}-(0[1-9]|1[0-2])$"


class Directory(Plain):
    """Organisations are chosen from the directory."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        for name in ("organisation", "winner"):
            if name in self.fields:
                self.fields[name].queryset = Organisation.objects.visible_to(user)
                self.fields[name].empty_label = "请选择"
        if "project" in self.fields:
            self.fields["project"].queryset = Project.objects.visible_to(user)
        if "contract" in self.fields:
            self.fields["contract"].queryset = Contract.objects.visible_to(user)


class PartyForm(Directory):
    """Who takes part, in which role, led by whom."""

    class Meta:
        model = Party
        fields = ["role", "organisation", "manager"]
        help_texts = {
            "organisation": "没有的先在“单位名录”里登记；联合体逐个登记",
            "manager": "项目经理、总监理工程师等",
        }


class AmountForm(Plain):
    """One of the five amounts and the document that fixed it."""

    class Meta:
        model = Amount
        fields = ["amount", "document", "dated_on", "explanation"]
        widgets = {"dated_on": Day(), "explanation": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"explanation": "超过前一项造价的，要说明原因"}


class TenderForm(Directory):
    """A tender's days, ceiling and award; blank until they come."""

    groups = [
        ("怎么发包", ["subject", "method", "basis", "ceiling"]),
        ("发售和投标", SELLING),
        ("评标和定标", JUDGING),
    ]

    class Meta:
        model = Tender
        fields = ["subject", "method", "basis", "ceiling", *SELLING, *JUDGING]
        widgets = {name: Day() for name in [*SELLING, *JUDGING] if name not in ("winner", "price")}
        labels = {"awarded_on": "中标通知书（确定承包单位）日期"}
        help_texts = {
            "basis": "依法不招标的写明条款或文号；低于必须招标规模的可以空着，自动写明",
            "deadline": "发出招标文件起至少 20 天",
            "sale_to": "发售至少 5 天",
            "candidates_from": "收到评标报告起 3 天以内",
            "candidates_to": "公示至少 3 天",
            "filed_on": "定标起 15 天以内交给监督部门",
        }


class ContractForm(Directory):
    """A contract as signed: what was awarded, at the price of the award."""

    class Meta:
        model = Contract
        fields = [
            "subject", "tender", "number", "organisation", "amount", "signed_on", "starts_on", "days", "retention",
        ]  # fmt: skip
        widgets = {"signed_on": Day(), "starts_on": Day()}
        help_texts = {"tender": "必须招标的都要选；合同价、单位与中标通知书一致", "retention": "最多 3%"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        tenders = Tender.objects.visible_to(user).select_related("winner", "project")
        if self.instance.project_id:
            tenders = tenders.filter(project=self.instance.project_id)
        self.fields["tender"].queryset = tenders
        self.fields["tender"].empty_label = "没有招标"
        self.fields["tender"].label_from_instance = lambda t: (
            f"{t.get_subject_display()}{t.get_method_display()} {t.winner or '还没有定标'}"
        )


class VariationForm(Directory):
    """What changes in the works, why, by how much money and how many days."""

    class Meta:
        model = Variation
        fields = ["reason", "what", "amount", "days", "proposed_on"]
        widgets = {"proposed_on": Day(), "what": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"amount": "减少的写负数", "days": "缩短的写负数"}


class PaymentForm(Directory):
    """What is asked for out of a contract."""

    period = forms.RegexField(
        PERIOD,
        label="进度截至",
        required=False,
        help_text="按哪个月的进度申请，例如 2026-10",
        error_messages={"invalid": "写成 2026-10 这样"},
    )

    class Meta:
        model = Payment
        fields = ["kind", "amount", "period", "requested_on", "note"]
        widgets = {"requested_on": Day()}


class NewPartyForm(PartyForm):
    """A party of a project."""

    class Meta(PartyForm.Meta):
        fields = ["project", *PartyForm.Meta.fields]


class NewAmountForm(Directory):
    """One of a project's five amounts."""

    class Meta(AmountForm.Meta):
        fields = ["project", "kind", *AmountForm.Meta.fields]


class NewTenderForm(TenderForm):
    """A tender of a project."""

    class Meta(TenderForm.Meta):
        fields = ["project", *TenderForm.Meta.fields]


class NewContractForm(ContractForm):
    """A contract of a project."""

    class Meta(ContractForm.Meta):
        fields = ["project", *ContractForm.Meta.fields]


class NewVariationForm(VariationForm):
    """A variation of a contract."""

    class Meta(VariationForm.Meta):
        fields = ["contract", *VariationForm.Meta.fields]


class NewPaymentForm(PaymentForm):
    """A payment asked for out of a contract."""

    class Meta(PaymentForm.Meta):
        fields = ["contract", *PaymentForm.Meta.fields]


class ApproveVariationForm(StepForm):
    """When a variation was approved, and the district's words where the whole grows beyond its share."""

    date = forms.DateField(label="批准日期", widget=Day())
    decision = forms.CharField(
        label="审批意见", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class RejectVariationForm(ReasonForm):
    date = forms.DateField(label="日期", widget=Day())
    field_order = ["date", "reason"]


class PayForm(StepForm):
    """The day of a payment and its voucher."""

    date = forms.DateField(label="付款日期", widget=Day())
    voucher = forms.CharField(label="凭证号", max_length=60)
