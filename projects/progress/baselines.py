"""Baselines: the milestones as approved. The first is kept for good; each later one says why."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.policy import Act
from core.changes import change, change_many, snapshot
from core.errors import Refused
from projects.progress.curve import Curve
from projects.progress.milestones import hold
from projects.progress.models import ScheduleBaseline
from projects.register.actions import past


@transaction.atomic
def approve(project, *, by, starts_on, approved_on, approved_by, reason=""):
    """Freeze the milestones as the next baseline; from then on progress is held against it.

    Refuses `no_milestones`, `bad_curve`, `unchanged`, and `needs_reason` from the second on.
    """
    by.require(Act.BASELINE_APPROVE, project)
    project = hold(project)
    milestones = frozen(project.milestones.all())
    former = project.baselines.first()
    past("approved_on", approved_on)
    require_curve(starts_on, milestones)
    if former and (former.milestones, former.starts_on) == (milestones, starts_on):
        raise Refused("unchanged", f"节点和第 {former.number} 版基线一样，不用再批")
    if former and not reason.strip():
        raise Refused("needs_reason", "调整基线要写原因", {"reason": ["请写明调整基线的原因"]})
    new = ScheduleBaseline(
        project=project,
        number=former.number + 1 if former else 1,
        starts_on=starts_on,
        milestones=milestones,
        reason=reason if former else "",
        approved_on=approved_on,
        approved_by=approved_by,
    )
    with change(new, by=by, act=Act.BASELINE_APPROVE, note=new.reason) as baseline:
        pass
    mark_approved(project, by=by)
    return baseline


def mark_approved(project, *, by):
    """Each milestone is held against its day in the new baseline from now on."""
    pairs = [(one, snapshot(one)) for one in project.milestones.select_related("project__area")]
    for one, _ in pairs:
        one.approved_on = one.planned_on
    change_many(pairs, by=by, act=Act.BASELINE_APPROVE)


def frozen(milestones):
    """Milestones as a baseline keeps them, in the order of their days."""
    ordered = sorted(milestones, key=lambda m: (m.planned_on, m.name))
    return [{"name": m.name, "on": m.planned_on.isoformat(), "weight": f"{m.weight:.2f}"} for m in ordered]


def require_curve(starts_on, milestones):
    if not milestones:
        raise Refused("no_milestones", "还没有节点，请先编制节点")
    try:
        Curve(starts_on, tuple((date.fromisoformat(m["on"]), Decimal(m["weight"])) for m in milestones))
    except ValueError as error:
        raise Refused("bad_curve", str(error), {"starts_on": [str(error)]}) from error


def differences(first, other):
    """[(milestone's name, weight then, weight now, day then, day now, days later)] of two baselines, by day.

    None stands where a baseline has no such milestone; days later is None then.
    """
    old = {m["name"]: m for m in first.milestones}
    new = {m["name"]: m for m in other.milestones}
    rows = [row(name, old.get(name), new.get(name)) for name in [*new, *(n for n in old if n not in new)]]
    return sorted(rows, key=lambda r: (r[4] or r[3], r[0]))


def row(name, then, now):
    was, is_ = (one and date.fromisoformat(one["on"]) for one in (then, now))
    later = (is_ - was).days if was and is_ else None
    return name, then and Decimal(then["weight"]), now and Decimal(now["weight"]), was, is_, later


def pending(project):
    """Do the milestones stand otherwise than in the newest baseline (or in none)?"""
    milestones, newest = frozen(project.milestones.all()), next(iter(project.baselines.all()), None)
    return bool(milestones) and (newest is None or newest.milestones != milestones)
