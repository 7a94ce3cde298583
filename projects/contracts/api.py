"""Parties, amounts, tenders, contracts, variations and payments for programs; a project's whole in one answer."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from projects.contracts import actions, claims, figures, filters, forms
from projects.contracts.clocks import clocks
from projects.contracts.models import Amount, Contract, Payment, Tender, Variation
from projects.contracts.steps import PAYMENT_STEPS, VARIATION_STEPS
from projects.register.models import Party, Project
from projects.register.parties import remove_party, set_party


@writes(forms.NewPartyForm, create=set_party)
class PartyViewSet(ScopedViewSet):
    """参建单位 of projects; posting a party again sets who leads its work."""

    model, filterset_class = Party, filters.PartyFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "role": "role",
        "organisation": "organisation_id",
        "organisation_name": F("organisation__name"),
        "manager": "manager",
        "version": "version",
    }
    public_columns = ("id", "project", "role", "organisation_name")

    def destroy(self, request, pk):
        remove_party(self.get_object(), by=request.user)
        return HttpResponse(status=204)


@writes(forms.NewAmountForm, create=actions.set_amount)
class AmountViewSet(ScopedViewSet):
    """造价: five kinds kept apart, 万元; posting again replaces one, with its history."""

    model, filterset_class = Amount, filters.AmountFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "kind": "kind",
        "amount": "amount",
        "document": "document",
        "dated_on": "dated_on",
        "explanation": "explanation",
        "version": "version",
    }


DAYS = [*forms.SELLING, "reported_on", "candidates_from", "candidates_to", "awarded_on", "filed_on"]


@writes(forms.NewTenderForm, create=actions.new_tender)
@writes(forms.TenderForm, edit=actions.edit_tender)
class TenderViewSet(ScopedViewSet):
    """招标, and contracts given without one on a basis."""

    model, filterset_class = Tender, filters.TenderFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "subject": "subject",
        "method": "method",
        "basis": "basis",
        "ceiling": "ceiling",
        **{name: name for name in DAYS},
        "winner": "winner_id",
        "winner_name": F("winner__name"),
        "price": "price",
        "version": "version",
    }


@writes(forms.NewContractForm, create=actions.new_contract)
@writes(forms.ContractForm, edit=actions.edit_contract)
class ContractViewSet(ScopedViewSet):
    """合同 with their sums now: price and approved variations, paid, 万元."""

    model, filterset_class = Contract, filters.ContractFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "tender": "tender_id",
        "number": "number",
        "subject": "subject",
        "organisation": "organisation_id",
        "organisation_name": F("organisation__name"),
        "amount": "amount",
        "current": F("amount") + figures.total(Variation, state=Variation.State.APPROVED),
        "paid": figures.total(Payment, state=Payment.State.PAID),
        "signed_on": "signed_on",
        "starts_on": "starts_on",
        "days": "days",
        "retention": "retention",
        "version": "version",
    }


@with_steps(VARIATION_STEPS)
@writes(forms.NewVariationForm, create=claims.propose)
class VariationViewSet(ScopedViewSet):
    """工程变更 of contracts; approved ones change the contract's sum."""

    model, filterset_class = Variation, filters.VariationFilter
    columns = {
        "id": "id",
        "contract": "contract_id",
        "number": "number",
        "reason": "reason",
        "what": "what",
        "amount": "amount",
        "days": "days",
        "state": "state",
        "proposed_on": "proposed_on",
        "decided_on": "decided_on",
        "decision": "decision",
        "version": "version",
    }


@with_steps(PAYMENT_STEPS)
@writes(forms.NewPaymentForm, create=claims.request)
class PaymentViewSet(ScopedViewSet):
    """支付 out of contracts."""

    model, filterset_class = Payment, filters.PaymentFilter
    columns = {
        "id": "id",
        "contract": "contract_id",
        "kind": "kind",
        "amount": "amount",
        "period": "period",
        "state": "state",
        "requested_on": "requested_on",
        "paid_on": "paid_on",
        "voucher": "voucher",
        "note": "note",
        "version": "version",
    }


class ProjectCost(APIView):
    """A project's money on paper: amounts, what exceeds what, the clocks of its tenders, contracts. Text in 万元."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, pk):
        user = request.user
        if not user.is_authenticated:
            raise PermissionDenied
        project = get_object_or_404(Project.objects.visible_to(user), pk=pk)
        rungs = figures.ladder(Amount.objects.visible_to(user).filter(project=project))
        tenders = Tender.objects.visible_to(user).filter(project=project).prefetch_related("contracts")
        contracts = figures.with_money(Contract.objects.visible_to(user).filter(project=project))
        return Response(
            {
                "amounts": {rung.kind.value: rung.amount and str(rung.amount.amount) for rung in rungs},
                "excess": [said(rung.excess) for rung in rungs if rung.excess],
                "tenders": [
                    {"id": t.pk, "subject": t.subject, "clocks": [told(c) for c in clocks(t)]} for t in tenders
                ],
                "contracts": [summed(c) for c in contracts.select_related("project")],
            }
        )


def said(one):
    return {
        "kind": one.amount.kind,
        "limit": one.limit.kind,
        "over": str(one.over),
        "percent": str(one.percent),
        "grave": one.grave,
        "words": one.words,
        "explanation": one.amount.explanation,
    }


def told(one):
    day = lambda value: value and value.isoformat()  # noqa: E731
    facts = {name: getattr(one, name) for name in ("code", "name", "state", "days", "words", "basis")}
    return facts | {"due": day(one.due), "actual": day(one.actual)}


def summed(contract):
    sums = {name: str(getattr(contract, name)) for name in ("amount", "varied", "current", "claimed", "paid")}
    kept = {"retained": str(figures.retained(contract)), "payable": str(figures.payable(contract))}
    return {"id": contract.pk, "number": contract.number, "subject": contract.subject, **sums, **kept}
