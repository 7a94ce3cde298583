"""When a case is due: the limit of its category and severity from the moment it was received, on working time."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from core.calendar import add_working_days
from core.errors import Refused
from core.working_time import add_working_time, end_of
from resident_participation.cases.standards import ClockRule, Severity

Unit = ClockRule.Unit


def after(received_at, amount, unit):
    """The end of a limit. Days count from the day after, and end when the offices close; calendar days at midnight."""
    if unit == Unit.HOURS:
        return received_at + timedelta(hours=amount)
    if unit == Unit.WORKING_HOURS:
        return add_working_time(received_at, timedelta(hours=amount))
    day = timezone.localdate(received_at)
    if unit == Unit.WORKING_DAYS:
        return end_of(add_working_days(day, amount))
    return timezone.make_aware(datetime.combine(day + timedelta(days=amount), time(23, 59, 59)))


class Clocks:
    """The limits in force on a day, read once."""

    def __init__(self, on):
        rows = ClockRule.objects.filter(valid_from__lte=on).order_by("valid_from")
        self.table = {(row.category_id, row.severity): row for row in rows}

    def rule(self, category, severity):
        """The category's own limit in this severity, else the severity's. Refused when neither is there."""
        for key in ((category.pk, severity), (None, severity)):
            if key in self.table:
                return self.table[key]
        words = f"缺少“{category.name}·{Severity(severity).label}”的办理时限，请市级在“办理时限”里补上"
        raise Refused("no_clock", words, {"severity": [words]})

    def start(self, case):
        """Set both limits of a case from the moment it was received."""
        rule = self.rule(case.category, case.severity)
        case.answer_due_at = after(case.received_at, rule.answer, rule.answer_unit)
        case.due_at = after(case.received_at, rule.solve, rule.solve_unit)


def rule_of(case):
    """The limit that a case runs by."""
    return Clocks(timezone.localdate(case.received_at)).rule(case.category, case.severity)


def shift(case, pause):
    """Move a case's limits by the working time of a pause; an answer that was given, or due before it, stays."""
    case.due_at = add_working_time(case.due_at, pause)
    if case.answered_at is None and case.answer_due_at > case.paused_at:
        case.answer_due_at = add_working_time(case.answer_due_at, pause)
