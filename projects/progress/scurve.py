"""A project's S-curve: what the plan wanted, what was verified, when it is likely to be finished."""

from datetime import timedelta

from core.charts.scurve import scurve
from core.months import month_end
from projects.progress.models import ProgressReport
from projects.progress.schedule import curve_of


def charts(project, standing, today):
    """[SVG for a wide page, SVG for a phone]."""
    baselines = list(project.baselines.all())
    facts = {
        "planned": course(standing.curve),
        "actual": actual(project, standing),
        "baseline": course(curve_of(project, number=1)) if len(baselines) > 1 else None,
        "forecast": ahead(standing),
        "today": today,
        "label": f"{project}：计划进度、实际进度和预计完工",
    }
    return [scurve(**facts), scurve(**facts, narrow=True)]


def course(curve):
    days, percents = curve.course
    return [(curve.start + timedelta(days=n), percent) for n, percent in zip(days, percents, strict=True)]


def actual(project, standing):
    """[(day, percent)]: nothing on the day of the start, then each verified month at its end, completion at last."""
    if not project.first_works_date:
        return []
    months = {}
    for month in ProgressReport.objects.counted().filter(project=project):
        months.setdefault(month.period, month.percent)
    found = {project.first_works_date: 0} | {month_end(period): percent for period, percent in months.items()}
    if standing.on:
        found = {day: percent for day, percent in found.items() if day < standing.on} | {standing.on: standing.percent}
    return sorted(found.items())


def ahead(standing):
    seen = standing.forecast
    if seen is None or standing.percent >= 100:
        return None
    return standing.on, standing.percent, seen.low, seen.finish, seen.high
