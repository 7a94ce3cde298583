"""Milestones: the whole list of a project at once, today's estimate of each, and the day it was reached."""

import csv
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import transaction

from accounts.policy import Act
from communities.register.stages import Stage
from core.changes import change, change_many, remove, snapshot
from core.errors import Refused
from projects.progress.curve import Curve
from projects.progress.models import Milestone
from projects.register.actions import past
from projects.register.models import Project

DATA = Path(__file__).parents[1] / "data" / "milestones.csv"


@cache
def usual():
    """[(name, weight in %, share of the planned time)] of the list that is offered to begin with."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return [(row["name"], Decimal(row["weight"]), Decimal(row["share"])) for row in csv.DictReader(file)]


def offered(project):
    """Milestones not saved yet, laid along the planned time of a project."""
    start, days = project.planned_start, max((project.planned_finish - project.planned_start).days, 1)
    return [
        Milestone(project=project, name=name, weight=weight, planned_on=start + timedelta(days=round(days * share)))
        for name, weight, share in usual()
    ]


def hold(project):
    """The project locked and still to be planned: its milestones change one after the other."""
    project = Project.objects.select_for_update(of=["self"]).select_related("area").get(pk=project.pk)
    if project.works_complete_date or project.status == Stage.REMOVED:
        raise Refused("not_to_plan", f"项目现在是“{project.get_status_display()}”，节点不再改")
    return project


def seen(milestones):
    """A list as a person saw it; it tells whether somebody else has changed it since."""
    return ",".join(sorted(f"{one.pk}:{one.version}" for one in milestones if one.pk))


@transaction.atomic
def save_list(project, rows, *, by, seen_as=None):
    """The milestones of a project are just these `rows`: {"id": key or None, "name", "weight", "planned_on"}.

    Weights make 100 exactly. Refused `bad_milestones` holds {"2.weight": [words]}, 2 being the row's place; `stale`
    when the list is not the one `seen_as` tells. The plan that progress is held against changes only when a baseline
    is approved.
    """
    by.require(Act.MILESTONE_EDIT, project)
    project = hold(project)
    have = {one.pk: one for one in project.milestones.select_related("project__area")}
    if seen_as is not None and seen_as != seen(have.values()):
        raise Refused("stale", "别人刚改过节点，您看到的是旧内容。您填写的还在，请核对后再保存")
    wrong = faults(project, rows, have)
    if wrong:
        raise Refused("bad_milestones", wrong.get("", ["有几行要改，都没有保存"])[0], wrong)
    keys = {row["id"] for row in rows if row["id"]}
    for one in have.values():
        if one.pk not in keys:
            remove(one, by=by, act=Act.MILESTONE_EDIT)
    free_names(have, rows, by=by)
    pairs = []
    for row in rows:
        one = have.get(row["id"]) or Milestone(project=project)
        before = snapshot(one) if row["id"] else {}
        one.name, one.weight, one.planned_on = row["name"].strip(), row["weight"], row["planned_on"]
        pairs.append((one, before))
    return change_many(pairs, by=by, act=Act.MILESTONE_EDIT)


def free_names(have, rows, *, by):
    """Names that two milestones exchange stand in each other's way: they step aside first."""
    taken = {one.name: one.pk for one in have.values()}
    for row in rows:
        old = have.get(row["id"])
        if old and taken.get(row["name"].strip(), old.pk) != old.pk:
            with change(old, by=by, act=Act.MILESTONE_EDIT) as moved:
                moved.name = f"{moved.name} {moved.pk}"[-60:]
            have[old.pk] = moved


def faults(project, rows, have):
    """{place: [words]} of what is wrong with a list; "" for the list as a whole."""
    wrong, names = {}, set()
    for number, row in enumerate(rows):
        wrong |= {f"{number}.{field}": [words] for field, words in faults_of(project, row, have, names)}
        names.add(row["name"].strip())
    kept = {row["id"] for row in rows}
    gone = [one.name for one in have.values() if one.done_on and one.pk not in kept]
    if gone:
        wrong[""] = [f"“{'、'.join(gone)}”已经完成，不能删去"]
    return wrong or whole(project, rows)


def faults_of(project, row, have, names):
    """(field, words) of what is wrong with one row; `names` are those above it."""
    name = row["name"].strip()
    if row["id"] and row["id"] not in have:
        yield "name", "这个节点刚被别人删掉，请核对"
    elif not name:
        yield "name", "请写节点名称"
    elif name in names:
        yield "name", "同名的节点只能有一个"
    if row["weight"] is None:
        yield "weight", "请填权重"
    if row["planned_on"] is None:
        yield "planned_on", "请填计划日期"
    elif row["planned_on"] < project.planned_start:
        yield "planned_on", f"不能早于计划开工 {project.planned_start:%Y-%m-%d}"


def whole(project, rows):
    """What is wrong with the list as a whole, in the curve's own words."""
    try:
        Curve(project.planned_start, tuple((row["planned_on"], row["weight"]) for row in rows))
    except ValueError as error:
        return {"": [str(error)]}
    return {}


def estimate(milestone, *, by, expected_on, note="", version=None):
    """Say when it is likely to be reached. The plan stays; a day that is confirmed is not estimated any more."""
    with change(milestone, by=by, act=Act.MILESTONE_EDIT, version=version, note=note) as m:
        if m.done_on:
            raise Refused("already_done", f"“{m}”{m.done_on:%Y年%m月%d日}已经完成，不用再预计")
        m.expected_on = expected_on
    return m


@transaction.atomic
def confirm(milestone, *, by, done_on, reason="", version=None):
    """It was reached on this day. A confirmed day is changed only with a reason.

    Refuses `future` days, `not_begun` (works of a project that has not begun), `needs_reason`.
    """
    project = Project.objects.select_for_update(of=["self"]).get(pk=milestone.project_id)
    with change(milestone, by=by, act=Act.MILESTONE_EDIT, version=version, note=reason) as m:
        past("done_on", done_on)
        begun = project.first_works_date
        if m.weight and (begun is None or done_on < begun):
            words = f"项目{f'{begun:%Y年%m月%d日}才' if begun else '还没有'}开工"
            raise Refused("not_begun", words, {"done_on": [words]})
        if m.done_on and m.done_on != done_on and not reason.strip():
            words = f"已经确认 {m.done_on:%Y年%m月%d日}完成，要改请写原因"
            raise Refused("needs_reason", words, {"reason": [words]})
        m.done_on = done_on
    return m
