"""升级 by rules, as often as the beat likes: what was raised once for a cause is not raised again.

A higher level never moves a limit: hiding a late case as a harder one would pay otherwise.
"""

import re
from collections import defaultdict
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.policy import Act
from core import thresholds
from core.actors import SYSTEM
from core.calendar import add_working_days
from core.changes import change
from core.working_time import opening
from resident_participation.cases.actions import now
from resident_participation.cases.events import Escalation
from resident_participation.cases.models import OFFICES, WORKING, Feedback, Handler
from resident_participation.cases.safety import dangers
from resident_participation.cases.standards import SafetyWord, Severity

Kind = Escalation.Kind
ABOVE = {Severity.EMERGING: Severity.KEY, Severity.KEY: Severity.HARD, Severity.HARD: Severity.HARD}
BLOCK = re.compile(r"\s*(\w+?)\s*(?:幢|栋|号楼|号|#|$)")


def escalate(at=None):
    """Every rule once. Returns how many cases were raised."""
    at, numbers = at or now(), thresholds.rows("feedback.")
    return sum(rule(at, numbers) for rule in (unsafe, reopened_often, alike, overdue_to_district, overdue_to_city))


def unraised(rows, kind, level=""):
    done = Escalation.objects.filter(feedback=OuterRef("pk"), kind=kind, level=level)
    return rows.exclude(Exists(done)).order_by("pk")


def raise_(case, kind, note, *, level="", severity=None):
    """Raise a case for a cause, once; whether it was. The row's lock keeps two beats from doing it twice."""
    with change(case, by=SYSTEM, act=Act.FEEDBACK_ESCALATE, note=note) as c:
        if c.escalations.filter(kind=kind, level=level).exists():
            return False
        before = c.severity
        c.severity = severity or before
        if level and (not c.escalated_to or OFFICES.index(level) > OFFICES.index(c.escalated_to)):
            c.escalated_to = level
        facts = {"severity_before": before, "severity_after": c.severity, "note": note, "at": now()}
        with change(Escalation(feedback=c, kind=kind, level=level, **facts), by=SYSTEM, act=Act.FEEDBACK_ESCALATE):
            pass
    return True


def raised(rows, kind, note, *, level="", severity=lambda case: None):
    return sum(raise_(c, kind, note, level=level, severity=severity(c)) for c in unraised(rows, kind, level))


def one_up(case):
    return ABOVE[case.severity]


def at_least_key(case):
    return Severity.KEY if case.severity == Severity.EMERGING else None


def unsafe(at, numbers):
    """苗头 cases that name a danger; those logged here were lifted at once and only get their row."""
    words, count = list(SafetyWord.objects.values_list("word", flat=True)), 0
    recent = Feedback.objects.filter(state__in=WORKING, text__regex="|".join(map(re.escape, words)) or "^$")
    for case in unraised(recent, Kind.SAFETY):
        note = f"提到{'、'.join(dangers(case.text, words))}"
        count += raise_(case, Kind.SAFETY, note, severity=at_least_key(case))
    return count


def reopened_often(at, numbers):
    times = int(numbers["feedback.reopened.times"].value)
    rows = Feedback.objects.open().filter(reopened__gte=times)
    return raised(rows, Kind.REOPENED, f"居民 {times} 次说没有解决", level=Handler.DISTRICT, severity=one_up)


def alike(at, numbers):
    """Several of one category at one building within the period: no longer a 苗头."""
    count, days = int(numbers["feedback.alike.count"].value), int(numbers["feedback.alike.days"].value)
    rows = Feedback.objects.filter(received_at__gte=at - timedelta(days=days), received_at__lte=at).exclude(building="")
    groups = defaultdict(list)
    for pk, community, category, building in rows.values_list("pk", "community", "category", "building"):
        groups[community, category, block_of(building)].append(pk)
    many = [pk for keys in groups.values() if len(keys) >= count for pk in keys]
    emerging = Feedback.objects.filter(pk__in=many, severity=Severity.EMERGING, state__in=WORKING)
    return raised(emerging, Kind.ALIKE, f"{days} 日内同楼同类达到 {count} 件", severity=at_least_key)


def block_of(building):
    """5幢2单元 and 5 栋 stand for the same building: 5."""
    found = BLOCK.match(building)
    return found[1] if found else building


def overdue_to_district(at, numbers):
    """The next working day after the limit, the district sees it; a 重点 that is late is a 难点."""
    return overdue(at, 1, Handler.DISTRICT, lambda c: Severity.HARD if c.severity == Severity.KEY else None)


def overdue_to_city(at, numbers):
    return overdue(at, int(numbers["feedback.city.days"].value), Handler.CITY, lambda c: None)


def overdue(at, days, level, severity):
    count = 0
    for case in unraised(Feedback.objects.overdue(at), Kind.OVERDUE, level):
        if at >= opening(add_working_days(timezone.localdate(case.due_at), days)):
            note = f"超过办理期限 {timezone.localtime(case.due_at):%m月%d日}"
            count += raise_(case, Kind.OVERDUE, note, level=level, severity=severity(case))
    return count
