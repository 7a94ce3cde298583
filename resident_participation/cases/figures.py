"""Honest figures of cases: every rate with its numerator and denominator, what is late and open among them.

按时率 = replied to in time and closed / (closed + open and late) — never 100 % beside a list of late ones.
响应率 = first answered in time / due to be answered. 解决率 = the resident says solved / the resident said something.
满意率 = satisfied / asked. Silence is shown apart. Merged cases count one by one (PARTICIPATION G-31, §8.5).
"""

from datetime import datetime, time, timedelta

from django.db.models import Aggregate, Count, F, FloatField, Q
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from core import thresholds
from resident_participation.cases.models import CLOSED, Feedback, Outcome, State, late

LEAST = "feedback.figures.least"
RATES = {
    "on_time_rate": "按时率",
    "response_rate": "响应率",
    "solved_rate": "解决率",
    "satisfied_rate": "满意率",
    "unanswered_rate": "未评价率",
    "reopened_rate": "重办率",
    "paused_rate": "暂停率",
}
BELOW = {4: 6, 6: 9}  # a city is told by its districts, a district by its streets


class Median(Aggregate):
    function, template = "percentile_cont", "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def sums(at):
    """{name: aggregate}: the one place where the figures are defined."""
    closed, overdue = Q(state__in=CLOSED), late(at)
    answered = Q(answered_at__isnull=False)
    parts = {
        "received": Q(),
        "open": ~closed,
        "closed": closed,
        "overdue": overdue,
        "in_time": closed & Q(replied_at__lte=F("due_at")),
        "due": answered | Q(answer_due_at__lt=Coalesce("paused_at", at)),
        "answered_in_time": answered & Q(answered_at__lte=F("answer_due_at")),
        "said": ~Q(outcome=""),
        "solved": Q(outcome=Outcome.SOLVED),
        "asked": Q(satisfied__isnull=False),
        "satisfied": Q(satisfied=True),
        "silent": Q(state=State.UNRATED),
        "replied": Q(replied_at__isnull=False),
        "came_back": Q(replied_at__isnull=False, reopened__gt=0),
        "paused": Q(pauses__gt=0),
        "merged": Q(lead__isnull=False),
    }
    counted = {name: Count("pk", filter=part) if part else Count("pk") for name, part in parts.items()}
    return counted | {"hand_overs_median": Median("hand_overs")}


FRACTIONS = {
    "on_time_rate": lambda n: (n["in_time"], n["closed"] + n["overdue"]),
    "response_rate": lambda n: (n["answered_in_time"], n["due"]),
    "solved_rate": lambda n: (n["solved"], n["said"]),
    "satisfied_rate": lambda n: (n["satisfied"], n["asked"]),
    "unanswered_rate": lambda n: (n["silent"], n["closed"]),
    "reopened_rate": lambda n: (n["came_back"], n["replied"]),
    "paused_rate": lambda n: (n["paused"], n["received"]),
}
COUNTS = ("received", "open", "closed", "overdue", "merged", "hand_overs_median")


def told(numbers, least):
    """Counts and rates; `small` says that there are too few cases for a rate to be compared."""
    rates = {name: dict(zip(("numerator", "denominator"), f(numbers), strict=True)) for name, f in FRACTIONS.items()}
    return {name: numbers[name] for name in COUNTS} | rates | {"small": numbers["received"] < least}


def rows_of(area_code, since=None, until=None):
    rows = Feedback.objects.under(area_code).order_by()
    if since:
        rows = rows.filter(received_at__gte=day_start(since))
    if until:
        rows = rows.filter(received_at__lt=day_start(until, 1))
    return rows


def day_start(day, later=0):
    return timezone.make_aware(datetime.combine(day + timedelta(days=later), time.min))


def feedback(area_code, since=None, until=None, at=None):
    """Figures of an area's cases that were received in a period (dates, both included), as they stand at a moment."""
    at = at or timezone.now()
    rows, least = rows_of(area_code, since, until), int(thresholds.value(LEAST))
    found = told(rows.aggregate(**sums(at)), least)
    return found | {"oldest_overdue": oldest(rows, at)}


def oldest(rows, at):
    """The one that is late the longest, by name."""
    found = rows.filter(late(at)).order_by("due_at", "pk").values("id", "number", "due_at", "handler_office").first()
    return found and found | {"due_at": timezone.localtime(found["due_at"]).isoformat()}


def by_place(area_code, since=None, until=None, at=None):
    """{code of a district or street: figures}, one statement; {} for a street."""
    cut = BELOW.get(len(area_code))
    if cut is None:
        return {}
    rows, least = rows_of(area_code, since, until), int(thresholds.value(LEAST))
    places = rows.annotate(place=Substr("community__area_id", 1, cut)).values("place")
    found = places.annotate(**sums(at or timezone.now()))
    return {row["place"]: told(row, least) for row in found}
