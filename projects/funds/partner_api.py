from django.db.models import F
from rest_framework import serializers

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from projects.funds import partners
from projects.funds.filters import CallFilter, PledgeFilter
from projects.funds.models import PartnerCall, Pledge
from projects.funds.partner_forms import CallForm, NewPledgeForm
from projects.funds.partner_steps import PLEDGE_STEPS


@writes(CallForm, create=partners.save_call, edit=partners.save_call)
class PartnerCallViewSet(ScopedViewSet):
    """合作征集: open ones are everybody's to read."""

    model, filterset_class = PartnerCall, CallFilter
    columns = {
        "id": "id",
        "area": "area_id",
        "project": "project_id",
        "unit": "unit_id",
        "title": "title",
        "wanted": "wanted",
        "offered": "offered",
        "amount": "amount",
        "deadline": "deadline",
        "contact": "contact",
        "state": "state",
        "version": "version",
    }


class PledgeOutput(serializers.ModelSerializer):
    class Meta:
        model = Pledge
        fields = ["project", "party", "source", "amount", "in_kind", "pledged_on", "due_on"]


@with_steps(PLEDGE_STEPS)
@writes(NewPledgeForm, create=partners.record)
class PledgeViewSet(ScopedViewSet):
    """认缴, 万元: offered, accepted, paid (which enters the ledger), or ended."""

    model, filterset_class, serializer_class = Pledge, PledgeFilter, PledgeOutput
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "area": F("project__area_id"),
        "call": "call_id",
        "party": "party",
        "organisation": "organisation_id",
        "source": "source_id",
        "amount": "amount",
        "in_kind": "in_kind",
        "terms": "terms",
        "pledged_on": "pledged_on",
        "due_on": "due_on",
        "state": "state",
        "document": "document",
        "paid_on": "paid_on",
        "version": "version",
    }
