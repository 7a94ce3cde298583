from django.db.models import F
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from core.steps.shape import serializer_of, typed
from resident_participation.meetings import actions, forms, minutes, quorum, resolutions, sign_in
from resident_participation.meetings.filters import MeetingFilter, ResolutionFilter
from resident_participation.meetings.models import Meeting, Resolution
from resident_participation.meetings.steps import RESOLUTION_STEPS, STEPS


@with_steps(STEPS)
@writes(forms.MeetingForm, create=actions.draft, edit=actions.edit)
class MeetingViewSet(ScopedViewSet):
    """会议; for visitors from the notice on. Who signed in is in none of it."""

    model, filterset_class = Meeting, MeetingFilter
    columns = {
        "id": "id",
        "title": "title",
        "body": "body_id",
        "body_name": F("body__name"),
        "community": "community_id",
        "area": "area_id",
        "round": "round_id",
        "audience": "audience",
        "starts_at": "starts_at",
        "place": "place",
        "phone": "phone",
        "text": "text",
        "state": "state",
        "called_on": "called_on",
        "closed_at": "closed_at",
        "version": "version",
    }

    def get_queryset(self):
        return super().get_queryset().select_related("area", "body", "community", "round")

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def quorum(self, request, pk):
        """Heads and area (0.01 m²) present against the roll, what each class of items needs, how much is missing."""
        return Response(quorum.board(self.get_object()))

    @extend_schema(request=serializer_of(forms.AgendaForm), responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get", "post"])
    def agenda(self, request, pk):
        """The items of the agenda; POST adds one while the notice is not out."""
        meeting = self.get_object()
        if request.method == "POST":
            actions.add_item(meeting, by=request.user, **typed(forms.AgendaForm, request, user=request.user))
        named = ("id", "order", "title", "text", "matter")
        return Response(list(meeting.agenda.values(*named)), status=201 if request.method == "POST" else 200)

    @extend_schema(request=serializer_of(forms.MinutesForm), responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get", "post"])
    def minutes(self, request, pk):
        """Every version of the minutes, newest first, with its SHA-256; POST publishes the next one."""
        meeting = self.get_object()
        if request.method == "POST":
            minutes.write(meeting, by=request.user, **typed(forms.MinutesForm, request, user=request.user))
        named = ("number", "text", "reason", "sha256", "at")
        rows = meeting.minutes.order_by("-number").values(*named)
        return Response(list(rows), status=201 if request.method == "POST" else 200)

    @extend_schema(request=serializer_of(forms.SignInForm), responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["post"], url_path="sign-in", url_name="sign-in")
    def sign_in(self, request, pk):
        """A household (`building`, `unit`, `room`, or the `code` of its slip), a `member` or a `guest` came."""
        meeting = self.get_object()
        came = sign_in.sign(meeting, request, **typed(forms.SignInForm, request, user=request.user))
        return Response({"signed": [one.pk for one in came], "present": quorum.board(meeting)["present"]})


class ResolutionOutput(ModelSerializer):
    class Meta:
        model = Resolution
        fields = ["meeting", "title", "owner", "due_on"]


def record(*, by, meeting, **values):
    return resolutions.record(meeting, by=by, **values)


@with_steps(RESOLUTION_STEPS)
@writes(forms.NewResolutionForm, create=record)
class ResolutionViewSet(ScopedViewSet):
    """会议决议: who carries it out until when, and what became of it."""

    model, filterset_class, serializer_class = Resolution, ResolutionFilter, ResolutionOutput
    columns = {
        "id": "id",
        "meeting": "meeting_id",
        "meeting_title": F("meeting__title"),
        "community": F("meeting__community_id"),
        "area": F("meeting__area_id"),
        "title": "title",
        "agree": "agree",
        "against": "against",
        "abstain": "abstain",
        "owner": "owner",
        "decided_on": "decided_on",
        "due_on": "due_on",
        "state": "state",
        "done_on": "done_on",
        "outcome": "outcome",
        "evidence": "evidence",
        "version": "version",
    }
