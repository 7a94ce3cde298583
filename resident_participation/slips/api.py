"""Deliveries of slips and the draws of those that are rung about."""

from django.db.models import F

from accounts.policy import Act
from core.api import ScopedViewSet
from core.steps.api import with_steps
from core.steps.shape import serializer_of
from core.steps.table import Step
from resident_participation.slips import call_backs, filters, forms
from resident_participation.slips.models import CallBackDraw, Delivery

STEPS = {"call-back": Step(Act.SLIP_CALL_BACK, call_backs.call_back, forms.CallBackForm, "回访已登记")}


@with_steps(STEPS)
class DeliveryViewSet(ScopedViewSet):
    """送达记录; `draw` is the draw by which it is to be rung about."""

    model, filterset_class = Delivery, filters.DeliveryFilter
    serializer_class = serializer_of(forms.CallBackForm)
    columns = {
        "id": "id",
        "round": F("seat__round_id"),
        "seat": F("seat__number"),
        "outcome": "outcome",
        "way": "way",
        "proof": "proof",
        "at": "at",
        "draw": "draw_id",
        "called_back": "called_back",
        "version": "version",
    }


class CallBackDrawViewSet(ScopedViewSet):
    """回访抽样: what was drawn from, under which seed."""

    model, filterset_class = CallBackDraw, filters.CallBackDrawFilter
    serializer_class = serializer_of(forms.CallBackForm)
    columns = {
        "id": "id",
        "round": "round_id",
        "drawn_at": "drawn_at",
        "seed": "seed",
        "population": "population",
        "size": "size",
    }
