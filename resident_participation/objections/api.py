"""公示异议 for programs of the office; residents' numbers are on the round's page."""

from django.db.models import F

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.objections import actions, forms
from resident_participation.objections.filters import ObjectionFilter
from resident_participation.objections.models import Objection
from resident_participation.objections.steps import STEPS


def file(*, by, round, **values):
    return actions.file(round, by=by, **values)


@writes(forms.NewObjectionForm, create=file)
@with_steps(STEPS)
class ObjectionViewSet(ScopedViewSet):
    """公示异议."""

    model, filterset_class = Objection, ObjectionFilter
    columns = {
        "id": "id",
        "round": "round_id",
        "seat": F("seat__number"),
        "floor": F("seat__floor"),
        "text": "text",
        "filed_on": "filed_on",
        "state": "state",
        "reply": "reply",
        "replied_on": "replied_on",
        "version": "version",
    }
