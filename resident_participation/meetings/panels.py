from datetime import timedelta

from django.utils import timezone

from resident_participation.meetings.models import Meeting, Minutes
from resident_participation.public.sections import section
from resident_participation.subscriptions.models import Topic
from resident_participation.subscriptions.news import FRESH, News, news

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
    newest = rows.order_by("meeting_id", "-number").distinct("meeting_id").values("pk")
    return rows.filter(pk__in=newest).select_related("meeting").order_by("-at", "-pk")


@section(70, "resident_participation/public/_meetings.html")
def meetings(community, project):
    """When the next meeting is and what was written down of the last; who speaks for the residents, and the rest,
    stand on a page of their own."""
    return {"coming": coming(community)[:COMING], "minutes": minutes(community)[:TOLD]}


@news(Topic.MEETINGS)
def calls_and_minutes(community, today):
    """A meeting that was called, one that will not be, the minutes of one that was held."""
    called = [
        News(f"meeting:{m.pk}:called", f"{m.title}：{when(m)}，{m.place}。{m.body}召集。") for m in coming(community)
    ]
    rows = Meeting.objects.public().filter(community=community, state=State.CANCELLED)
    off = [
        News(f"meeting:{m.pk}:cancelled", f"原定{when(m)}的{m.title}取消：{m.cancel_reason}。")
        for m in rows.filter(called_on__isnull=False, starts_at__date__gte=today)
    ]
    fresh = minutes(community).filter(at__date__gte=today - timedelta(days=FRESH))
    written = [News(f"minutes:{one.pk}", f"{one.meeting}的会议纪要已经公布，在小区页面可以看。") for one in fresh]
    return called + off + written


def when(meeting):
    return f"{timezone.localtime(meeting.starts_at):%-m月%-d日 %H:%M}"
