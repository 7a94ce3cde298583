from django.db.models import Count, Sum
from django.utils import timezone

from accounts.policy import Act
from core.exchange.views import ExportPage
from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.templatetags.house import money
from core.views import DetailPage, FormPage, HistoryPage, ListPage
from projects.contracts import actions, claims, figures, forms
from projects.contracts.filters import ContractFilter
from projects.contracts.models import Contract, Payment, Tender, Variation
from projects.contracts.steps import PAYMENT_STEPS, VARIATION_STEPS
from projects.contracts.views import OfContracts


class ContractList(ListPage):
    """合同 of all projects."""

    model, filterset_class, template_name = Contract, ContractFilter, "projects/contract_list.html"
    list_name, title = "contracts", "合同"
    columns = [
        Column("number", "合同", sort="number"),
        Column("project", "项目"),
        Column("organisation", "承包单位"),
        Column("subject", "标的"),
        Column("signed_on", "签订日期", sort="signed_on"),
        Column("amount", "合同价（万元）", numeric=True, sort="amount"),
        Column("current", "现合同价（万元）", numeric=True),
        Column("paid", "已付（万元）", numeric=True),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("project__area__parent", "organisation")
        return figures.with_money(rows)

    def totals(self, queryset):
        rows = figures.with_money(Contract.objects.filter(pk__in=queryset.order_by().values("pk")))
        sums = rows.aggregate(n=Count("pk"), now=Sum("current"), spent=Sum("paid"))
        return [
            ("合同", f"{sums['n']:,} 份"),
            ("现合同价", money(sums["now"] or 0)),
            ("已付", money(sums["spent"] or 0)),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=self.request.user.may_somewhere(Act.CONTRACT_EDIT), **kwargs)


class ContractExport(ExportPage):
    kind = "contracts"


class ContractPage(DetailPage):
    """One contract: its sum now, variations and payments, what may still be asked for."""

    model, template_name = Contract, "projects/contract.html"

    def get_queryset(self):
        rows = super().get_queryset().select_related("project__area__parent", "organisation", "tender")
        return figures.with_money(rows)

    def get_context_data(self, **kwargs):
        contract, user = self.object, self.request.user
        return super().get_context_data(
            variations=contract.variations.visible_to(user),
            payments=contract.payments.visible_to(user),
            share=figures.share_varied(contract),
            retained=figures.retained(contract),
            payable=figures.payable(contract),
            may_edit=user.may(Act.CONTRACT_EDIT, contract),
            may_propose=user.may(Act.VARIATION_PROPOSE, contract),
            may_request=user.may(Act.PAYMENT_REQUEST, contract),
            **kwargs,
        )


class ContractHistory(HistoryPage):
    model = Contract


class ContractNew(OfContracts):
    """Sign a contract; `?tender=` fills in what was awarded."""

    form_class, act, title = forms.ContractForm, Act.CONTRACT_EDIT, "登记合同"
    button, done = "登记", "合同已登记，承包单位已列为参建单位"

    def record(self):
        return Contract(project=self.object)

    def get_initial(self):
        asked = self.request.GET
        wanted = asked.get("tender", "")
        tender = self.object.tenders.filter(pk=wanted).first() if wanted.isascii() and wanted.isdecimal() else None
        if tender is None:
            return {"subject": asked.get("subject", Tender.Subject.WORKS), "signed_on": timezone.localdate()}
        return {"tender": tender, "subject": tender.subject, "organisation": tender.winner, "amount": tender.price}

    def act_on(self, obj, by, version=None, **values):
        return actions.new_contract(obj, by=by, **values)


class ContractEdit(FormPage):
    model, form_class, act = Contract, forms.ContractForm, Act.CONTRACT_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit_contract(obj, by=by, **values)


class OfContractForm(FormPage):
    """A form about a contract: afterwards back to its page."""

    model = Contract

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        return kwargs

    def get_success_url(self):
        return self.object.get_absolute_url()


class VariationNew(OfContractForm):
    form_class, act, title = forms.VariationForm, Act.VARIATION_PROPOSE, "提出工程变更"
    button, done = "提出", "已提出，等待区县审批；请把变更单传上来"

    def get_initial(self):
        return {"proposed_on": timezone.localdate()}

    def act_on(self, obj, by, **values):
        return claims.propose(obj, by=by, **values)


class PaymentNew(OfContractForm):
    form_class, act, title = forms.PaymentForm, Act.PAYMENT_REQUEST, "申请支付"
    button, done = "申请", "已申请，等待审核"

    def get_initial(self):
        return {"requested_on": timezone.localdate()}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        contract = figures.with_money(Contract.objects.filter(pk=self.object.pk).select_related("project")).get()
        form.fields["amount"].help_text = f"最多 {figures.payable(contract):,.2f} 万元"
        return form

    def act_on(self, obj, by, **values):
        return claims.request(obj, by=by, **values)


class OfContractPage(DetailPage):
    """A variation or a payment: its facts, its paper, how it came about, what may be done now."""

    steps, step_url = {}, ""

    def get_queryset(self):
        return super().get_queryset().select_related("contract__project__area__parent", "contract__organisation")

    def get_context_data(self, **kwargs):
        steps = open_to(self.request.user, self.object, self.steps)
        return super().get_context_data(
            steps=steps, step_url=self.step_url, entries=entries(self.object), contract=self.object.contract, **kwargs
        )


class VariationPage(OfContractPage):
    model, template_name = Variation, "projects/variation.html"
    steps, step_url = VARIATION_STEPS, "projects:variation_step"


class VariationStep(StepPage):
    model, steps = Variation, VARIATION_STEPS

    @property
    def explain(self):
        contract = figures.with_money(Contract.objects.filter(pk=self.object.contract_id)).get()
        share, now = figures.share_varied(contract, self.object.amount), contract.current + self.object.amount
        return f"合同价 {contract.amount:,.2f} 万元；算上这一项，累计变更 {share}%，合同价到 {now:,.2f} 万元"


class PaymentPage(OfContractPage):
    model, template_name = Payment, "projects/payment.html"
    steps, step_url = PAYMENT_STEPS, "projects:payment_step"


class PaymentStep(StepPage):
    model, steps = Payment, PAYMENT_STEPS
