"""方案征求意见 and 方案意见 for programs; of an opinion visitors get what was published with its answer."""

from django.db.models import BooleanField, ExpressionWrapper, F, Q

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.opinions import actions, forms
from resident_participation.opinions.filters import OpinionWindowFilter, SchemeOpinionFilter
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.opinions.steps import STEPS


def write(*, by, window, **values):
    return actions.write(window, by=by, **values)


@writes(forms.OpinionWindowForm, create=actions.ask, edit=actions.edit)
class OpinionWindowViewSet(ScopedViewSet):
    """方案征求意见."""

    model, filterset_class = OpinionWindow, OpinionWindowFilter
    columns = {
        "id": "id",
        "community": "community_id",
        "area": F("community__area_id"),
        "project": "project_id",
        "round": "round_id",
        "title": "title",
        "text": "text",
        "opens_on": "opens_on",
        "closes_on": "closes_on",
        "version": "version",
    }


@writes(forms.NewOpinionForm, create=write)
@with_steps(STEPS)
class SchemeOpinionViewSet(ScopedViewSet):
    """方案意见; `linked` says that it came from a household with its card."""

    model, filterset_class = SchemeOpinion, SchemeOpinionFilter
    columns = {
        "id": "id",
        "window": "window_id",
        "community": F("window__community_id"),
        "building": "building",
        "band": "band",
        "topic": "topic",
        "against": "against",
        "linked": ExpressionWrapper(Q(row__isnull=False), BooleanField()),
        "text": "text",
        "filed_at": "filed_at",
        "state": "state",
        "public_text": "public_text",
        "reply": "reply",
        "answered_on": "answered_on",
        "version": "version",
    }
    public_columns = (
        "id", "window", "community", "building", "topic", "against", "linked", "state", "public_text", "reply",
        "answered_on",
    )  # fmt: skip
