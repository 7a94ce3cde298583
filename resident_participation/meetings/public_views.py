"""What anybody may see of meetings: counts and roles, minutes with their versions, resolutions and what became of them.

Never the sign-in sheet.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from django.views.generic import TemplateView

from communities.models import Community
from resident_participation.bodies.models import Body
from resident_participation.meetings import minutes, quorum, words
from resident_participation.meetings.models import Meeting, Minutes, Resolution
from resident_participation.slips.printing import qr

SHOWN = 30
State = Meeting.State


class CommunityMeetings(TemplateView):
    """/c/{code}/meetings/: who speaks for the community, which meetings there are, what was resolved."""

    template_name = "resident_participation/public_meetings.html"

    def get_context_data(self, code, **kwargs):
        community = get_object_or_404(Community.objects.public().select_related("area", "district"), code=code)
        meetings = Meeting.objects.public().filter(community=community).select_related("body")
        return super().get_context_data(
            community=community,
            bodies=Body.objects.serving().filter(community=community).prefetch_related("members").order_by("kind"),
            coming=meetings.filter(state__in=[State.CALLED, State.OPEN]).order_by("starts_at"),
            held=meetings.filter(state__in=[State.HELD, State.CANCELLED])[:SHOWN],
            resolutions=Resolution.objects.public()
            .filter(meeting__community=community)
            .select_related("meeting")
            .order_by("-state", "due_on", "pk")[: SHOWN * 2],
            **kwargs,
        )


class PublicMeeting(TemplateView):
    """/m/{id}/: one meeting."""

    template_name = "resident_participation/public_meeting.html"

    def get_context_data(self, pk, **kwargs):
        related = ("area__parent", "body", "community__district", "community__area", "round")
        meeting = get_object_or_404(Meeting.objects.public().select_related(*related), pk=pk)
        board = quorum.board(meeting) if meeting.state in (State.OPEN, State.HELD) else None
        here = self.request.build_absolute_uri(reverse("resident_participation:public_meeting", args=[pk]))
        return super().get_context_data(
            meeting=meeting,
            agenda=meeting.agenda.all(),
            board=board,
            cards=words.cards(board) if board else [],
            versions=minutes.versions(meeting),
            resolutions=meeting.resolutions.order_by("order"),
            qr=qr(here),
            **kwargs,
        )


class MeetingNotice(PublicMeeting):
    """The notice as it hangs on the board, A4."""

    template_name = "resident_participation/print_meeting.html"


class MinutesText(View):
    """One version of the minutes as the text that its SHA-256 is of."""

    def get(self, request, pk, number):
        found = Minutes.objects.public().filter(meeting=pk, number=number).first()
        if found is None:
            raise Http404
        name = f'attachment; filename="minutes-{pk}-{number}.txt"'
        return HttpResponse(found.text, "text/plain; charset=utf-8", headers={"Content-Disposition": name})
