"""Honest figures of feedback: on time is closed on time over closed plus open overdue (PARTICIPATION G-31)."""

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from resident_participation.models import Feedback


def feedback(area_code, since=None, until=None, on=None):
    """Counts of an area's feedback received in a period (dates, both included); one statement."""
    rows = Feedback.objects.under(area_code)
    if since:
        rows = rows.filter(received_at__date__gte=since)
    if until:
        rows = rows.filter(received_at__date__lte=until)
    late = Q(state=Feedback.State.OPEN, due_on__lt=on or timezone.localdate())
    found = rows.annotate(closed_on=TruncDate("closed_at")).aggregate(
        received=Count("pk"),
        open=Count("pk", filter=Q(state=Feedback.State.OPEN)),
        closed=Count("pk", filter=Q(state=Feedback.State.CLOSED)),
        overdue=Count("pk", filter=late),
        in_time=Count("pk", filter=Q(state=Feedback.State.CLOSED, closed_on__lte=F("due_on"))),
    )
    on_time = {"numerator": found.pop("in_time"), "denominator": found["closed"] + found["overdue"]}
    return found | {"on_time_rate": on_time}
