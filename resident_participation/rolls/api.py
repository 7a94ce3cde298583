from django.db.models import F

from accounts.policy import Act
from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from core.steps.table import Step
from resident_participation.rolls import actions, forms
from resident_participation.rolls.filters import RollObjectionFilter, RollRowFilter
from resident_participation.rolls.models import RollObjection, RollRow

ANSWERS = {
    "accept": Step(Act.ROLL_ACCEPT, actions.accept, forms.AnswerForm, "已答复"),
    "refuse": Step(Act.ROLL_REFUSE, actions.refuse, forms.AnswerForm, "已答复"),
}


@writes(forms.NewRollRowForm, create=actions.add)
@writes(forms.RollRowForm, edit=actions.edit)
class RollRowViewSet(ScopedViewSet):
    """业主名册, without names and phones: those are shown on the page only, for a reason."""

    model, filterset_class = RollRow, RollRowFilter
    columns = {
        "id": "id",
        "community": "community_id",
        "building": "building",
        "unit": "unit",
        "room": "room",
        "floor": "floor",
        "kind": "kind",
        "area_m2": "area_m2",
        "area_source": "area_source",
        "holder": "holder",
        "deceased": "deceased",
        "note": "note",
        "version": "version",
    }


@writes(forms.NewObjectionForm, create=actions.object_to)
@with_steps(ANSWERS)
class RollObjectionViewSet(ScopedViewSet):
    """名册异议 with their answers."""

    model, filterset_class = RollObjection, RollObjectionFilter
    columns = {
        "id": "id",
        "community": "community_id",
        "area": F("community__area_id"),
        "place": "place",
        "text": "text",
        "state": "state",
        "filed_on": "filed_on",
        "answer": "answer",
        "answered_on": "answered_on",
        "version": "version",
    }
