"""The demo's milestones and baselines: every project has a plan, some run late, two were given a new one."""

from datetime import timedelta

from accounts.policy import Act
from communities.register.stages import Stage
from core.changes import change_many, snapshot
from core.months import month_end
from projects.progress import baselines, milestones
from projects.progress.models import ProgressReport, ScheduleBaseline

NOTE = "演示数据"
REPLANNED = 2
REASON = "汛期连续降雨停工 24 天，经区住建局批准顺延"


def build(projects, *, today, rng, by):
    """`projects` in order of their keys. Returns how many have a baseline."""
    plans = [(p, milestones.offered(p)) for p in projects if p.status != Stage.REMOVED]
    for project, own in plans:
        reach(project, own, today, rng)
        for one in own:
            one.approved_on = one.planned_on
    change_many([(m, {}) for _, own in plans for m in own], by=by, act=Act.MILESTONE_EDIT, note=NOTE)
    first = [(baseline(project, own), {}) for project, own in plans]
    change_many(first, by=by, act=Act.BASELINE_APPROVE, note=NOTE)
    replan([project for project, _ in plans], today, by)
    return len(first)


def reach(project, own, today, rng):
    """Confirm what the project's progress has passed, a few days off the plan; estimate what comes next."""
    begun, finish = project.first_works_date, project.works_complete_date
    if not begun:
        return
    percent, done, before = (100 if finish else by_now(project, today)), 0, begun
    for one in own:
        done += one.weight
        if done > percent:
            one.expected_on = max(one.planned_on, today) + timedelta(days=rng.randint(3, 25))
            return
        reached = one.planned_on + timedelta(days=rng.randint(-6, 12))
        one.done_on = before = min(max(reached, before), finish or today, today)
    own[-1].done_on = finish


def by_now(project, today):
    """What must be done by today when the works went on since the last verified month as they did before."""
    last = ProgressReport.objects.counted().filter(project=project).first()
    if last is None:
        return 0
    end = month_end(last.period)
    return last.percent * (today - project.first_works_date).days / max((end - project.first_works_date).days, 30)


def baseline(project, own):
    return ScheduleBaseline(
        project=project,
        number=1,
        starts_on=project.planned_start,
        milestones=baselines.frozen(own),
        approved_on=project.planned_start - timedelta(days=20),
        approved_by=f"{project.area.parent.name}住建局",
    )


def replan(projects, today, by):
    """What is left of two projects under works is put off."""
    under_works = [p for p in projects if p.status == Stage.IN_PROGRESS and p.plan_year == today.year][:REPLANNED]
    moved, second = [], []
    for project in under_works:
        own = list(project.milestones.all())
        for one in own:
            moved.append((one, snapshot(one)))
            one.planned_on += timedelta(days=0 if one.done_on else 24)
            one.approved_on = one.planned_on
        new = baseline(project, own)
        new.number, new.reason = 2, REASON
        new.approved_on = min(project.planned_start + timedelta(days=60), today)
        second.append((new, {}))
    change_many(moved, by=by, act=Act.BASELINE_APPROVE, note=NOTE)
    change_many(second, by=by, act=Act.BASELINE_APPROVE, note=NOTE)
