"""意愿征询 and 业主共同决定 for programs; the choices of households are in none of it."""

from django.db.models import F
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.recounts import figures as recounts
from resident_participation.results import audit
from resident_participation.slips import call_backs
from resident_participation.votes import actions, figures, forms
from resident_participation.votes.filters import ItemFilter, RoundFilter
from resident_participation.votes.models import Item, Kind, Round
from resident_participation.votes.steps import STEPS


class RoundViewSet(ScopedViewSet):
    """Rounds of one kind, from the notice on for visitors."""

    model, filterset_class, kind = Round, RoundFilter, None
    columns = {
        "id": "id",
        "kind": "kind",
        "title": "title",
        "text": "text",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "project": "project_id",
        "scope": "scope",
        "building": "building",
        "unit": "unit",
        "office": "office",
        "phone": "phone",
        "status": "status",
        "roll_from": "roll_from",
        "roll_to": "roll_to",
        "notice_from": "notice_from",
        "notice_to": "notice_to",
        "opens_at": "opens_at",
        "closes_at": "closes_at",
        "result_from": "result_from",
        "result_to": "result_to",
        "package_hash": "package_hash",
        "roll_hash": "roll_hash",
        "root": "root",
        "void_reason": "void_reason",
        "version": "version",
    }

    def get_queryset(self):
        return super().get_queryset().filter(kind=self.kind)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def result(self, request, pk):
        """The result once it is declared; before that the roll and who took part, for everybody alike.

        How many deliveries were drawn and rung about is under `call_backs`; a recount of the paper ballots, and the
        second result that came of it, under `recount` and `correction`.
        """
        found = self.get_object()
        called = {} if found.is_secret else {"call_backs": call_backs.rate(found)}
        return Response(figures.result(found) | called | recounts.result(found))

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("result", int, description="2: the bundle of the result after a recount")],
    )
    @action(detail=True)
    def bundle(self, request, pk):
        """The public bundle: roll without names, commitments, results, root. No choice of any household."""
        found = self.get_object()
        if request.GET.get("result") == "2":
            found = recounts.correction(found)
        if found is None or not found.public_bundle:
            raise NotFound
        name = f'attachment; filename="round-{pk}.json"'
        with found.public_bundle.open() as file:
            return HttpResponse(file.read(), "application/json", headers={"Content-Disposition": name})

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def audit(self, request, pk):
        """What looks wrong, as [{kind, row, evidence}]; for staff of the area and its auditors."""
        if not request.user.is_authenticated:
            raise NotFound
        found = audit.findings(self.get_object())
        return Response([{"kind": one.kind, "row": one.row, "evidence": one.evidence} for one in found])


@writes(forms.RoundForm, create=actions.draft, edit=actions.edit)
@with_steps(STEPS)
class VoteViewSet(RoundViewSet):
    """业主共同决定 (Civil Code art. 278): counted by heads and by area."""

    kind = Kind.VOTE


@writes(forms.RoundForm, create=actions.draft, edit=actions.edit)
@with_steps(STEPS)
class ConsultationViewSet(RoundViewSet):
    """意愿征询 held in the portal: counted by households."""

    kind = Kind.CONSULTATION


def add_item(*, by, round, **values):
    return actions.add_item(round, by=by, **values)


@writes(forms.NewItemForm, create=add_item)
@writes(forms.ItemForm, edit=actions.edit_item)
class ItemViewSet(ScopedViewSet):
    """表决事项."""

    model, filterset_class = Item, ItemFilter
    columns = {
        "id": "id",
        "round": "round_id",
        "order": "order",
        "title": "title",
        "text": "text",
        "rule": F("rule__code"),
        "matter": "matter",
        "version": "version",
    }
