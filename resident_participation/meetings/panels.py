from django.utils import timezone

from resident_participation.meetings.models import Meeting, Minutes
from resident_participation.public.sections import section

COMING, TOLD = 2, 3  # so many on the community's first page; all of them stand on the page of meetings
State = Meeting.State


def coming(community):
    """Meetings to which residents are called, the next one first; those of yesterday nobody opened are none."""
    rows = Meeting.objects.public().filter(community=community, state__in=[State.CALLED, State.OPEN])
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return rows.filter(starts_at__gte=today).select_related("body").order_by("starts_at", "pk")


def minutes(community):
    """The last version of the minutes of each meeting, newest first."""
    rows = Minutes.objects.public().filter(meeting__community=community)
    newest = rows.order_by("meeting", "-number").distinct("meeting").values("pk")
    return rows.filter(pk__in=newest).select_related("meeting").order_by("-at", "-pk")


@section(70, "resident_participation/public/_meetings.html")
def meetings(community, project):
    """When the next meeting is and what was written down of the last; who speaks for the residents, and the rest,
    stand on a page of their own."""
    return {"coming": coming(community)[:COMING], "minutes": minutes(community)[:TOLD]}
