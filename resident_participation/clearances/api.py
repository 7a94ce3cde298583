"""共建事项 and, for the street's staff, the households' answers; why one finds it hard is told at the door only."""

from django.db.models import F

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.clearances import actions, forms
from resident_participation.clearances.filters import ClearanceAskFilter, ClearanceFilter
from resident_participation.clearances.models import Clearance, ClearanceAsk
from resident_participation.clearances.steps import AT_THE_DOOR, STEPS


@writes(forms.AskForm, create=actions.ask)
@writes(forms.EditForm, edit=actions.edit)
@with_steps(STEPS)
class ClearanceAskViewSet(ScopedViewSet):
    """共建事项: what is asked of households, until when."""

    model, filterset_class = ClearanceAsk, ClearanceAskFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "community": "community_id",
        "area": F("community__area_id"),
        "kind": "kind",
        "title": "title",
        "text": "text",
        "building": "building",
        "unit": "unit",
        "due_on": "due_on",
        "state": "state",
        "version": "version",
    }


@with_steps(AT_THE_DOOR)
class ClearanceViewSet(ScopedViewSet):
    """住户共建情况; amounts in 元."""

    model, filterset_class = Clearance, ClearanceFilter
    columns = {
        "id": "id",
        "ask": "ask_id",
        "row": "row_id",
        "building": F("row__building"),
        "unit": F("row__unit"),
        "room": F("row__room"),
        "state": "state",
        "amount": "amount",
        "receipt": "receipt",
        "channel": "channel",
        "said_at": "said_at",
        "version": "version",
    }
