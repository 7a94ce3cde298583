"""Warnings of a day: every live project against the rules in force. Safe to run as often as one likes."""

from django.db import transaction

from accounts.models import Area
from accounts.policy import Act
from core.actors import SYSTEM
from core.calendar import add_working_days
from core.changes import change
from projects.progress.schedule import standings
from projects.register.models import Project
from projects.stages.records import hold
from projects.warnings.models import ProjectWarning
from projects.warnings.rules import rules_on, worse, worst_fall

State = ProjectWarning.State


def raise_due(on, *, progress=None):
    """Warn every live project that falls under a rule. Returns how many were raised or made worse.

    A project has one warning at a time: a worse colour takes its place and wants a new answer; the log keeps the first.
    """
    rules, count = rules_on(on), 0
    districts = list(Area.objects.filter(level=Area.Level.DISTRICT).order_by("pk"))
    for number, district in enumerate(districts, 1):
        count += raise_in(district, rules, on)
        if progress:
            progress(number, len(districts), district.name)
    return count


def raise_in(district, rules, on):
    live = Project.objects.live().filter(area__code__startswith=district.pk, works_complete_date=None)
    standing = standings(live, on)
    found = {}
    for project in live:
        if fall := worst_fall(project, standing[project.pk], rules, on):
            found[project.pk] = (project, fall)
    open_ = ProjectWarning.objects.exclude(state=State.CLOSED).filter(project__in=found)
    colours = dict(open_.values_list("project", "colour"))
    fresh = [(p, fall) for key, (p, fall) in found.items() if is_new(fall, colours.get(key))]
    return sum(warn(project, fall, on) for project, fall in fresh)


def is_new(fall, colour):
    return colour is None or worse(fall.rule.colour, colour)


@transaction.atomic
def warn(project, fall, on):
    """One project's warning; False when another run was faster."""
    project = hold(project)
    found = project.warnings.exclude(state=State.CLOSED).first()
    if found and not is_new(fall, found.colour):
        return False
    with change(found or ProjectWarning(project=project), by=SYSTEM, act=Act.WARNING_RAISE, note=fall.words) as w:
        w.rule, w.colour, w.words, w.numbers = fall.rule, fall.rule.colour, fall.words, fall.numbers
        w.raised_on, w.due_on = on, add_working_days(on, fall.rule.answer_days)
        w.state, w.answer, w.recovery, w.recover_by, w.responsible = State.OPEN, "", "", None, ""
    return True
