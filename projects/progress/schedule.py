"""How projects stand in time: their curve, planned percent, deviation, SPI(t), forecast, late milestones.

A constant number of statements for any number of projects; the arithmetic is in `curve` and `earned`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Window
from django.db.models.functions import RowNumber, Substr
from django.utils.functional import cached_property

from core.months import month_end
from projects.progress import earned
from projects.progress.curve import WHOLE, Curve
from projects.progress.models import Milestone, ProgressReport
from projects.register.models import Project

LIKE_KIND = 200  # so many of the newest finished projects speak for those to come


@dataclass(frozen=True)
class Standing:
    """A project in time. Percents are 0–100 and not rounded, deviation in percentage points, negative when behind.

    `percent` is what was last verified and `on` the day it was true; both None before the first verified month.
    `late` is [(milestone, days late today)], the latest first. `overruns` are actual / planned durations of finished
    projects of like kind.
    """

    curve: Curve
    percent: Decimal | None
    on: date | None
    late: list
    overruns: list

    @property
    def planned(self):
        return None if self.on is None else self.curve.planned_percent(self.on)

    @property
    def deviation(self):
        return None if self.on is None else self.percent - self.planned

    @property
    def earned_days(self):
        return None if self.on is None else earned.earned_days(self.curve, self.percent)

    @property
    def elapsed_days(self):
        return None if self.on is None else (self.on - self.curve.start).days

    @property
    def spi_t(self):
        return None if self.on is None else earned.spi_t(self.curve, self.percent, self.on)

    @cached_property
    def forecast(self):
        return None if self.on is None else earned.forecast(self.curve, self.percent, self.on, self.overruns)


def curve_of(project, number=None):
    """The curve of the newest approved baseline, or of the one with this number; without one the planned time runs
    evenly. Lists prefetch `baselines`, so that they ask once."""
    found = [b for b in project.baselines.all() if number in (None, b.number)]
    if not found:
        return Curve.linear(project.planned_start, max(project.planned_finish, later(project.planned_start)))
    return curve(found[0])


def later(day):
    return date.fromordinal(day.toordinal() + 1)


def curve(baseline):
    points = ((date.fromisoformat(m["on"]), Decimal(m["weight"])) for m in baseline.milestones)
    return Curve(baseline.starts_on, tuple(points))


def planned_percent(project, on):
    """What should be done by the end of a day, 0–100, not rounded."""
    return curve_of(project).planned_percent(on)


def standing(project, on):
    """How one project stands on a day."""
    return standings(Project.objects.filter(pk=project.pk), on)[project.pk]


def standings(projects, on):
    """{project key: Standing} of the projects of a queryset, seen on a day."""
    rows = list(projects.prefetch_related("baselines"))
    keys = [project.pk for project in rows]
    verified = last_verified(keys, on)
    milestones = {}
    for one in Milestone.objects.filter(project__in=keys, done_on=None).order_by("planned_on", "pk"):
        milestones.setdefault(one.project_id, []).append(one)
    past = overruns()
    return {
        project.pk: Standing(
            curve_of(project),
            *state(project, verified.get(project.pk), on),
            late_milestones(project, milestones.get(project.pk, []), on),
            past.get(project.area_id[:6]) or past[""],
        )
        for project in rows
    }


def last_verified(keys, on):
    """{project key: newest month that counts} of those that ended by a day."""
    months = ProgressReport.objects.counted().filter(project__in=keys, period__lte=f"{on:%Y-%m}")
    months = months.order_by("project_id", "-period", "-revision").distinct("project_id")
    return {month.project_id: month for month in months}


def state(project, month, on):
    """(percent, the day it was true): all of it on the day of completion, else the last verified month at its end."""
    if project.works_complete_date and project.works_complete_date <= on:
        return WHOLE, project.works_complete_date
    if month is None:
        return None, None
    return month.percent, min(month_end(month.period), on)


def late_milestones(project, milestones, on):
    """[(milestone, days)] against the approved days, the latest first."""
    if project.works_complete_date:
        return []
    found = ((one, one.days_late(on)) for one in milestones)
    return sorted((pair for pair in found if pair[1] > 0), key=lambda pair: -pair[1])


def overruns():
    """{district code: actual / planned durations of its newest finished projects}, "" for the whole city.

    Each is measured against its first baseline: a project that was given a new plan was late all the same. A district
    with fewer than FEW of its own is left out.
    """
    finished = Project.objects.live().filter(works_complete_date__isnull=False)
    district = Window(
        RowNumber(), partition_by=Substr("area_id", 1, 6), order_by=[F("works_complete_date").desc(), F("pk").desc()]
    )
    rows = finished.annotate(place=district).filter(place__lte=LIKE_KIND).prefetch_related("baselines")
    by_district, city = {}, []
    for project in sorted(rows, key=lambda p: (p.works_complete_date, p.pk), reverse=True):
        ratio = overrun(project)
        if ratio:
            by_district.setdefault(project.area_id[:6], []).append(ratio)
            city.append(ratio)
    return {key: ratios for key, ratios in by_district.items() if len(ratios) >= earned.FEW} | {"": city[:LIKE_KIND]}


def overrun(project):
    """Actual / planned duration against the first plan; None when it was done before that plan began."""
    plan = curve_of(project, number=1)
    took = (project.works_complete_date - plan.start).days
    return Decimal(took) / plan.planned_days if took > 0 else None
