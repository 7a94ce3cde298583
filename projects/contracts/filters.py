import django_filters as f
from django.db.models import Q

from accounts.filters import UnderArea
from accounts.models import Organisation
from core.filters import OfImport
from core.querysets import seen_by
from projects.contracts.models import Amount, Contract, Payment, Tender, Variation
from projects.register.filters import OfProjectFilter
from projects.register.models import Party, Project


class PartyFilter(OfProjectFilter):
    role = f.ChoiceFilter(choices=Party.Role, label="角色")
    organisation = f.ModelChoiceFilter(queryset=seen_by(Organisation), label="单位")

    class Meta:
        model = Party
        fields = []


class AmountFilter(OfProjectFilter):
    kind = f.MultipleChoiceFilter(choices=Amount.Kind, label="造价")

    class Meta:
        model = Amount
        fields = []


class TenderFilter(OfProjectFilter):
    subject = f.ChoiceFilter(choices=Tender.Subject, label="标的")
    method = f.ChoiceFilter(choices=Tender.Method, label="方式")
    awarded = f.BooleanFilter("awarded_on", "isnull", exclude=True, label="已定标")

    class Meta:
        model = Tender
        fields = []


class ContractFilter(f.FilterSet):
    """Contracts: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="合同编号、项目、单位")
    area = UnderArea("project__area__code")
    subject = f.MultipleChoiceFilter(choices=Tender.Subject, label="标的")
    organisation = f.ModelChoiceFilter(queryset=seen_by(Organisation), label="承包单位")
    signed_from = f.DateFilter("signed_on", "gte", label="签订不早于")
    signed_to = f.DateFilter("signed_on", "lte", label="签订不晚于")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="项目")
    imported = OfImport()
    ordering = f.OrderingFilter(
        fields=[("number", "number"), ("amount", "amount"), ("signed_on", "signed_on"), ("updated_at", "updated_at")]
    )

    class Meta:
        model = Contract
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        names = Q(project__name__icontains=words) | Q(organisation__name__icontains=words)
        return queryset.filter(names | Q(number__icontains=words))


class OfContractFilter(f.FilterSet):
    contract = f.ModelChoiceFilter(queryset=seen_by(Contract), label="合同")
    project = f.ModelChoiceFilter("contract__project", queryset=seen_by(Project), label="项目")
    area = UnderArea("contract__project__area__code")


class VariationFilter(OfContractFilter):
    state = f.MultipleChoiceFilter(choices=Variation.State, label="状态")

    class Meta:
        model = Variation
        fields = []


class PaymentFilter(OfContractFilter):
    state = f.MultipleChoiceFilter(choices=Payment.State, label="状态")
    kind = f.ChoiceFilter(choices=Payment.Kind, label="款项")

    class Meta:
        model = Payment
        fields = []
