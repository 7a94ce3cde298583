from django.utils import timezone

from accounts.policy import Act
from core.waiting import waits
from resident_participation.meetings.models import Meeting, Resolution


def words(resolution):
    late = (timezone.localdate() - resolution.due_on).days
    when = f"超期 {late} 天" if late > 0 else f"{resolution.due_on:%m月%d日}前"
    return f"{resolution.meeting}，{resolution.owner}，{when}"


@waits("会议决议", Act.RESOLUTION_DONE, verb="办理", since="decided_on", detail=words)
def resolutions(user):
    rows = Resolution.objects.visible_to(user).open()
    return rows.select_related("meeting__area__parent").order_by("decided_on", "pk")


@waits("会议待发布纪要", Act.MINUTES_WRITE, verb="写纪要", since="closed_at", detail=lambda m: str(m.body))
def minutes(user):
    rows = Meeting.objects.visible_to(user).filter(state=Meeting.State.HELD, minutes=None)
    return rows.select_related("area__parent", "body").order_by("closed_at", "pk")
