"""The reports made from frozen figures: issued once, whatever happens to workers. What is done with one: signing.py."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Area
from accounts.policy import Act
from core import jobs
from core.actors import SYSTEM
from core.changes import change_many
from core.errors import Refused
from reports import deadlines, events, periods
from reports.freezing import canonical, compute, fingerprint, freeze, take_again
from reports.models import FrozenFigures, Kind, Report

__all__ = ["canonical", "compute", "fingerprint", "freeze", "take_again"]
ISSUE, AT_ONCE = "reports.issue", 25
LOOK_BACK = 24  # periods: how far a schedule makes up for what a long downtime left out


def issue(kind, period, area, *, by, frozen=None):
    """The one report of an area and period, made from the frozen figures only. Returns (report, whether it is new)."""
    by.require(Act.REPORT_ISSUE, area)
    new = draft(kind, period, area, by=by, frozen=frozen or freeze(kind, period))
    first = Report.objects.of(kind, period).filter(area=area, revision=0)
    if found := first.first():
        return found, False
    try:
        write([new], by=by)
    except (IntegrityError, ValidationError):  # somebody was faster, or something is wrong with it
        if found := first.first():
            return found, False
        raise
    return new, True


def draft(kind, period, area, *, by, frozen):
    """A report not written yet. Refuses `no_figures` for an area without any."""
    span, own = periods.parse(kind, period), frozen.figures.get(area.pk)
    if own is None:
        raise Refused("no_figures", f"{area.name}没有{span.label}的数据")
    new = Report(area=area, kind=kind, period=period, frozen=frozen, figures=own, snapshot_sha256=fingerprint(own))
    new.issued_by, new.due_on = by.display_name, deadlines.first_due(new, span)
    return new


@transaction.atomic
def write(reports, *, by):
    change_many([(report, {}) for report in reports], by=by, act=Act.REPORT_ISSUE)
    for report in reports:
        events.issued(report)


def order(kind, period, area, *, by, below=False):
    """Have the worker make the report of an area, and of every area below it when asked. Returns the job."""
    by.require(Act.REPORT_ISSUE, area)
    label = periods.require_closed(kind, period).label
    params = {"kind": kind, "period": period, "area": area.pk, "below": below}
    title = f"{area.name}{label}{Kind(kind).label}" + ("（含下级）" if below else "")
    return jobs.enqueue(
        ISSUE, by=by, params=params, title=title, key=f"{ISSUE}:{kind}:{period}:{area.pk}:{below}:{by.pk}"
    )


def order_due(now=None, kind=Kind.MONTHLY):
    """Have every report of the due periods of a kind made unless all exist. Returns the newest job, or None.

    Looked at hourly, so that a night of downtime delays the reports and loses none; a longer one is made up for back
    to the newest period that is complete. On a clock set back there is nothing new to make.
    """
    city = Area.objects.filter(level=Area.Level.CITY).first()
    found = [order(kind, period, city, by=SYSTEM, below=True) for period in missing(kind, now)] if city else []
    return found[-1] if found else None


def missing(kind, now=None):
    """The due periods without all their reports, oldest first; of a portal that has no report yet, the newest only."""
    period, found = periods.newest_due(kind, now), []
    begun = Report.objects.filter(kind=kind, period__lt=period.text).exists()
    for _ in range(LOOK_BACK if begun else 1):
        if is_complete(kind, period.text):
            break
        found.insert(0, period.text)
        period = period.before()
    return found


def is_complete(kind, period):
    frozen = FrozenFigures.objects.filter(kind=kind, period=period, revision=0).defer("figures").first()
    if frozen is None:
        return False
    areas = len(FrozenFigures.objects.values_list("figures", flat=True).get(pk=frozen.pk))
    return Report.objects.of(kind, period).filter(revision=0).count() >= areas


def areas_to_issue(frozen, area_code, below):
    """The areas of the frozen figures that an order asks for, top down."""
    codes = [code for code in frozen.figures if code == area_code or below and code.startswith(area_code)]
    return sorted(Area.objects.filter(pk__in=codes), key=lambda area: (len(area.pk), area.pk))


def issue_all(kind, period, area_code, *, by, below, progress):
    """Every report of an order, `AT_ONCE` a transaction: what was made before a crash is passed over afterwards.

    Returns (made, there already). One period's figures are held in memory, however many periods are made.
    """
    frozen = freeze(kind, period)
    areas = areas_to_issue(frozen, area_code, below)
    there = set(Report.objects.of(kind, period).filter(revision=0).values_list("area_id", flat=True))
    waiting, made = [area for area in areas if area.pk not in there], 0
    for at in range(0, len(waiting), AT_ONCE):
        some = waiting[at : at + AT_ONCE]
        made += issue_some(kind, period, some, by=by, frozen=frozen)
        progress(len(areas) - len(waiting) + at + len(some), len(areas), f"{some[-1].name}：已生成")
    return made, len(areas) - made


def issue_some(kind, period, areas, *, by, frozen):
    """How many of these were made: all at once, or one by one when another worker was faster at one of them."""
    try:
        write([draft(kind, period, area, by=by, frozen=frozen) for area in areas], by=by)
        return len(areas)
    except (IntegrityError, ValidationError):
        return sum(issue(kind, period, area, by=by, frozen=frozen)[1] for area in areas)


def issued(kind, period, area):
    """The latest report of an area and period, or None."""
    return Report.objects.of(kind, period).filter(area=area).order_by("-revision").first()
