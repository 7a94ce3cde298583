"""A project from the plan to the end of its warranty. Pages, API and the demo all call these.

Every step moves the project's communities along in the same transaction (communities.register.actions.set_stage).
"""

from django.db import transaction

from accounts.policy import Act
from core.changes import change
from projects import events
from projects.register.actions import follow, past, told
from projects.register.models import Project
from projects.stages import gates, records
from projects.stages.phases import CLOSES


@transaction.atomic
def step(project, act, *, by, note="", **facts):
    """One step of the life cycle with the facts that belong to it; the phases it closes close with it, and what
    other subjects do after it (`gates.after`) is done.

    Refuses `wrong_state`, and `gate_closed` with everything that these phases still lack.
    """
    with change(project, by=by, act=act, note=note) as p:
        before = p.status
        Project.LIFECYCLE.step(p, act)
        gates.require(p, CLOSES.get(act, ()))
        for name, value in facts.items():
            setattr(p, name, value)
    records.close(p, CLOSES.get(act, ()), by=by, act=act)
    follow(p, by=by)
    for sequel in gates.AFTER.get(act, ()):
        sequel(p, by=by)
    events.stage_changed(p, before)
    return p


def prepare(project, *, by, note=""):
    return step(project, Act.PROJECT_PREPARE, by=by, note=note)


def tender(project, *, by, note=""):
    return step(project, Act.PROJECT_TENDER, by=by, note=note)


def start(project, *, by, first_works_date, start_order_date=None, note=""):
    """开工 counts from the day works were first seen on site (DOMAIN §2.5); the start order is kept beside it."""
    facts = {
        "first_works_date": past("first_works_date", first_works_date),
        "start_order_date": past("start_order_date", start_order_date),
    }
    return step(project, Act.PROJECT_START, by=by, note=note, **facts)


def complete(project, *, by, date, note=""):
    return step(project, Act.PROJECT_COMPLETE, by=by, note=note, works_complete_date=past("date", date))


def accept(project, *, by, date, note=""):
    """竣工验收; its gate asks for a verified progress of 100 % among the rest."""
    return step(project, Act.PROJECT_ACCEPT, by=by, note=note, acceptance_date=past("date", date))


def hand_over(project, *, by, date, note=""):
    return step(project, Act.PROJECT_HAND_OVER, by=by, note=note, handover_date=past("date", date))


def warrant(project, *, by, note=""):
    return step(project, Act.PROJECT_WARRANT, by=by, note=note)


def close(project, *, by, note=""):
    return step(project, Act.PROJECT_CLOSE, by=by, note=note)


def suspend(project, *, by, reason):
    return step(project, Act.PROJECT_SUSPEND, by=by, note=told(reason))


def resume(project, *, by, note=""):
    return step(project, Act.PROJECT_RESUME, by=by, note=note)


def remove(project, *, by, reason):
    """Withdraw a project that has not begun; its communities go back to the pool."""
    return step(project, Act.PROJECT_REMOVE, by=by, note=told(reason))
