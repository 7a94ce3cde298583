"""Inspections of a site and what they find wrong, until it is put right."""

from datetime import timedelta

from django.db import transaction

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.acceptance.models import Finding, Inspection
from projects.acceptance.rules import fill, not_before, on_site
from projects.register.actions import past, told
from projects.stages.records import hold


@transaction.atomic
def inspect(project, *, by, **values):
    """One inspection of a site whose works have begun; what it finds wrong is named one by one (`find`)."""
    return write_inspection(Inspection(project=hold(project)), by=by, **values)


def edit_inspection(inspection, *, by, version=None, **values):
    return write_inspection(inspection, by=by, version=version, **values)


def write_inspection(inspection, *, by, version=None, **values):
    with change(inspection, by=by, act=Act.INSPECTION_RECORD, version=version) as i:
        fill(i, values)
        on_site(i.project, "held_on", i.held_on)
    return i


def find(inspection, *, by, due_on=None, **values):
    """Something wrong, from the defined list. Without a day of its own it is due as many days on as the list says."""
    finding = Finding(inspection=inspection, project=inspection.project, **values)
    finding.due_on = due_on or inspection.held_on + timedelta(days=finding.kind.days)
    with change(finding, by=by, act=Act.INSPECTION_RECORD) as f:
        not_before("due_on", f.due_on, inspection.held_on, "检查日期")
    return f


def edit_finding(finding, *, by, version=None, due_on=None, **values):
    """Correct a finding that nobody answered yet."""
    with change(finding, by=by, act=Act.INSPECTION_RECORD, version=version) as f:
        if f.state != Finding.State.OPEN:
            raise Refused("wrong_state", f"现在是“{f.get_state_display()}”，不能再改；整改不到位请退回")
        fill(f, values)
        f.due_on = due_on or f.due_on
        not_before("due_on", f.due_on, f.inspection.held_on, "检查日期")
    return f


def rectify(finding, *, by, date, answer):
    """The contractor says what was done, and when."""
    with change(finding, by=by, act=Act.FINDING_RECTIFY, note=answer) as f:
        Finding.LIFECYCLE.step(f, Act.FINDING_RECTIFY)
        f.rectified_on, f.answer = past("date", date), answer.strip()
        not_before("date", date, f.inspection.held_on, "检查日期")
    return f


def verify(finding, *, by, date, note=""):
    """Looked at again and found right: closed."""
    with change(finding, by=by, act=Act.FINDING_VERIFY, note=note) as f:
        Finding.LIFECYCLE.step(f, Act.FINDING_VERIFY)
        f.closed_on = past("date", date)
        not_before("date", date, f.rectified_on, "整改日期")
    return f


def reopen(finding, *, by, reason, due_on):
    """Looked at again and still wrong: open once more, with a new day. What was answered stays in the log."""
    with change(finding, by=by, act=Act.FINDING_REOPEN, note=told(reason)) as f:
        Finding.LIFECYCLE.step(f, Act.FINDING_REOPEN)
        not_before("due_on", due_on, f.rectified_on, "整改日期")
        f.due_on, f.rectified_on, f.answer, f.reopened = due_on, None, "", f.reopened + 1
    return f
