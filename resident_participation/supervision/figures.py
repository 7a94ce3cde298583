"""The public log of a community's resident supervisors, with figures that a resident can recount from it."""

from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from core.models import Attachment
from resident_participation.supervision.models import ResidentSupervisor, SupervisionReply, SupervisionReport

State = SupervisionReport.State
SHOWN = 100


def counts(reports, today=None):
    """{total, open, overdue, solved, on_time: {numerator, denominator}}.

    On time is answered first within the first days given, over all answered and those that are overdue unanswered.
    """
    today = today or timezone.localdate()
    late = Q(state=State.OPEN, due_on__lt=today)
    found = reports.order_by().aggregate(
        total=Count("pk"),
        open=Count("pk", filter=~Q(state=State.CLOSED)),
        overdue=Count("pk", filter=late),
        solved=Count("pk", filter=Q(state=State.CLOSED)),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        in_time=Count("pk", filter=Q(answered_on__lte=F("first_due_on"))),
        never=Count("pk", filter=late & Q(answered_on=None)),
    )
    base = found.pop("answered") + found.pop("never")
    return found | {"on_time": {"numerator": found.pop("in_time"), "denominator": base}}


def serving(community, today=None):
    """Its supervisors in their term."""
    return ResidentSupervisor.objects.filter(community=community).in_term(today or timezone.localdate())


def public_log(community, today=None):
    """What anybody may read: date, place, problem, state, published answers and photos, newest first."""
    today = today or timezone.localdate()
    photos = Prefetch("files", Attachment.objects.filter(is_public=True))
    replies = SupervisionReply.objects.exclude(public_text="").prefetch_related(photos)
    reports = SupervisionReport.objects.filter(supervisor__community=community)
    shown = reports.select_related("supervisor").prefetch_related(photos, Prefetch("replies", replies))
    return {
        "counts": counts(reports, today),
        "reports": list(shown[:SHOWN]),
        "supervisors": serving(community, today),
        "today": today,
    }
