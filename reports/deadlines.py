"""报送期限: on which working day after a period who has to have done their step. The days are 标准值 that the city may
change (`report.due.<kind>.<level>`); a change reaches the steps that begin after it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Area
from core import thresholds
from core.calendar import add_working_days
from reports.models import Report

Level, State = Area.Level, Report.State
ABOVE = {Level.STREET: Level.DISTRICT, Level.DISTRICT: Level.CITY, Level.CITY: Level.CITY}
LATE = timedelta(days=60)  # a report made so long after its period is history: nobody is asked for it


def level_of(state, level):
    """Which level does the step that a report of a level waits for."""
    if state in Report.OPEN:
        return Level(level)
    return ABOVE[level] if state == State.SUBMITTED else Level.CITY


def due_on(report, since, level=None):
    """The day until which the present step is to be done, counted in working days after `since`; None where the city
    set no days or the report is locked."""
    if report.state == State.PUBLISHED:
        return None
    level = level_of(report.state, level or report.area.level)
    code = f"report.due.{report.kind}.{level}"
    row = thresholds.rows(code).get(code)
    return add_working_days(since, int(row.value)) if row else None


def first_due(report, period):
    """The first deadline of a new report; None for one that is made long afterwards."""
    return None if timezone.localdate() > period.last + LATE else due_on(report, period.last)
