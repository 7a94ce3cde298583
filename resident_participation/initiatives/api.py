"""改造倡议 for programs; visitors get those that were published, in the words that were published."""

from django.db.models import F

from core.api import ScopedViewSet
from core.steps.api import with_steps
from resident_participation.initiatives.filters import InitiativeFilter
from resident_participation.initiatives.models import Initiative, count_of_signatures
from resident_participation.initiatives.steps import STEPS


@with_steps(STEPS)
class InitiativeViewSet(ScopedViewSet):
    """改造倡议; `signed` of `needed` households stand behind it."""

    model, filterset_class = Initiative, InitiativeFilter
    columns = {
        "id": "id",
        "community": "community_id",
        "area": F("community__area_id"),
        "building": "building",
        "item": "item_id",
        "title": "title",
        "why": "why",
        "filed_on": "filed_on",
        "review_due_on": "review_due_on",
        "state": "state",
        "public_why": "public_why",
        "published_on": "published_on",
        "households": "households",
        "needed": "needed",
        "signed": count_of_signatures(),
        "reached_on": "reached_on",
        "answer_due_on": "answer_due_on",
        "answer": "answer",
        "answered_on": "answered_on",
        "office": "office",
        "round": "round_id",
        "version": "version",
    }
    public_columns = (
        "id", "community", "area", "building", "item", "title", "state", "public_why", "published_on", "households",
        "needed", "signed", "reached_on", "answer_due_on", "answer", "answered_on", "office",
    )  # fmt: skip
