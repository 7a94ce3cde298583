"""Joint actions: planned with several departments, cases put on the list, held, a result for each case."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.register.actions import told
from resident_participation.enforcement import actions
from resident_participation.enforcement.models import EnforcementCase, JointAction, JointCase

LEAST = 2  # departments: one alone is a visit
CASES = Count("lines")


def plan(joint=None, *, by, version=None, **values):
    """A day, a place to meet, who comes and who leads. Refuses `alone` and `leader_absent`."""
    with change(joint or JointAction(), by=by, act=Act.JOINT_EDIT, version=version) as j:
        if j.state != JointAction.State.PLANNED:
            raise Refused("wrong_state", f"现在是“{j.get_state_display()}”，不能再改")
        for name, value in values.items():
            setattr(j, name, value)
        if len(set(j.departments)) < LEAST:
            words = "联合行动至少有两个部门"
            raise Refused("alone", words, {"departments": [words]})
        if j.lead not in j.departments:
            words = "牵头部门要在参加部门里"
            raise Refused("leader_absent", words, {"lead": [words]})
    return j


@transaction.atomic
def join(case, *, by, joint):
    """Put an open case on the list of a planned action that covers its place."""
    by.require(Act.ENFORCEMENT_JOIN, case)
    case = EnforcementCase.objects.select_for_update().get(pk=case.pk)
    case.LIFECYCLE.step(case, Act.ENFORCEMENT_JOIN)
    if joint.state != JointAction.State.PLANNED or not case.area.pk.startswith(joint.area_id):
        words = "只能列入本辖区还没有开展的行动"
        raise Refused("not_planned", words, {"joint": [words]})
    if JointCase.objects.filter(action=joint, case=case).exists():
        raise Refused("joined", "这一件已经列在这次行动里", {"joint": ["已经列在这次行动里"]})
    with change(JointCase(action=joint, case=case), by=by, act=Act.ENFORCEMENT_JOIN):
        pass
    return case


def hold(joint, *, by, summary):
    """It took place; now each case wants its result."""
    with change(joint, by=by, act=Act.JOINT_HOLD) as j:
        j.LIFECYCLE.step(j, Act.JOINT_HOLD)
        if j.held_on > timezone.localdate():
            raise Refused("future_date", f"行动日期是 {j.held_on:%m月%d日}，还没有到")
        j.summary = summary.strip()
    return j


def cancel(joint, *, by, reason):
    with change(joint, by=by, act=Act.JOINT_CANCEL, note=told(reason)) as j:
        j.LIFECYCLE.step(j, Act.JOINT_CANCEL)
        j.cancel_reason = reason.strip()
    return j


@transaction.atomic
def record_result(line, *, by, result):
    """What came of one case. A case that waited for its first visit has had it, on the day of the action."""
    with change(line, by=by, act=Act.JOINT_RESULT) as one:
        joint, case = one.action, one.case
        if joint.state != JointAction.State.HELD:
            raise Refused("not_held", "行动开展以后才能登记结果")
        one.result = result.strip()
        if case.state == EnforcementCase.State.ACCEPTED and case.accepted_on <= joint.held_on:
            paper = joint.document or f"联合行动“{joint}”"
            actions.visit(case, by=by, findings=one.result, date=joint.held_on, document=paper)
    return line
