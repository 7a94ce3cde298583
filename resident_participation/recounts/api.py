"""Recounts for programs. What a recount is and found is public; who asked and single papers are the office's."""

from django.db.models import F

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from core.steps.shape import serializer_of
from resident_participation.recounts import actions, forms
from resident_participation.recounts.filters import ChallengeFilter, RecheckFilter, RecountFilter
from resident_participation.recounts.models import Challenge, Recheck, Recount
from resident_participation.recounts.steps import RECHECK_STEPS, RECOUNT_STEPS


def challenge(*, by, round, number, reason):
    return actions.challenge(actions.seat_of(round, number), by=by, reason=reason)


def draw(*, by, round, **values):
    return actions.draw(round, by=by, **values)


@writes(forms.NewChallengeForm, create=challenge)
class ChallengeViewSet(ScopedViewSet):
    """复核申请."""

    model, filterset_class = Challenge, ChallengeFilter
    columns = {
        "id": "id",
        "round": "round_id",
        "seat": F("seat__number"),
        "reason": "reason",
        "filed_at": "filed_at",
        "recorded_by": F("recorded_by__display_name"),
        "version": "version",
    }


@writes(forms.NewDrawForm, create=draw)
@with_steps(RECOUNT_STEPS)
class RecountViewSet(ScopedViewSet):
    """复核: the draw and where it stands."""

    model, filterset_class = Recount, RecountFilter
    columns = {
        name: name
        for name in (
            "id", "number", "place", "drawn_on", "witnesses", "seed", "papers", "sample", "drawn_at", "state",
            "finished_on", "version",
        )
    } | {"round": "round_id"}  # fmt: skip


@with_steps(RECHECK_STEPS)
class RecheckViewSet(ScopedViewSet):
    """纸质票复看, one row a paper; what it says is in none of it."""

    model, filterset_class, serializer_class = Recheck, RecheckFilter, serializer_of(forms.ChoicesForm)
    columns = {
        "id": "id",
        "recount": "recount_id",
        "paper": F("paper__number"),
        "sampled": "sampled",
        "agrees": "agrees",
        "at": "at",
        "ruled_at": "ruled_at",
        "reason": "reason",
        "version": "version",
    }
