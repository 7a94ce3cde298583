"""Where a case of enforcement stands, as colour, shape and word; the same words for staff and residents."""

from django import template

from core.calendar import working_days_between
from core.templatetags.house import share, st
from resident_participation.enforcement.models import EnforcementCase, JointAction

register = template.Library()
State, Outcome = EnforcementCase.State, EnforcementCase.Outcome
SOON = 1  # working days left
KINDS = {State.DISPUTED: "amber", State.ORDERED: "doing", State.VISITED: "doing"}
JOINT = {JointAction.State.PLANNED: "blue", JointAction.State.HELD: "green", JointAction.State.CANCELLED: "grey"}


@register.simple_tag
def case_state(case, today, box=False):
    """For staff: the step it is in and how much time that step has left."""
    if case.state == State.SETTLED:
        return st("grey" if case.outcome == Outcome.UNFOUNDED else "green", case.get_outcome_display(), box)
    left, words = working_days_between(today, case.due_on), case.get_state_display()
    if case.due_on < today:  # on a holiday after the due day no working day has passed, and it is late all the same
        return st("red", f"{words}，超期 {-left} 个工作日" if left else f"{words}，已超期", box)
    kind = "amber" if left <= SOON else KINDS.get(case.state, "blue")
    return st(kind, f"{words}，剩 {left} 个工作日" if left else f"{words}，今天到期", box)


@register.simple_tag
def told_state(case):
    """For residents: no clocks, no disputes, what has come of it."""
    if case.state == State.SETTLED:
        return st("grey" if case.outcome == Outcome.UNFOUNDED else "green", OUTCOMES[case.outcome])
    return st("doing", "已要求限期整改" if case.state == State.ORDERED else "已到现场查看，正在处理")


OUTCOMES = {
    Outcome.CORRECTED: "已改正",
    Outcome.PENALISED: "已立案处罚",
    Outcome.TRANSFERRED: "已移送有关部门",
    Outcome.UNFOUNDED: "到现场核实，没有这个情况",
}


@register.simple_tag
def joint_state(joint, box=False):
    return st(JOINT[joint.state], joint.get_state_display(), box)


@register.simple_tag
def rate(fraction, least):
    """A share with what it is made of; of fewer than `least` cases only the counts: three of three is no rank."""
    counts = f"{fraction['numerator']}/{fraction['denominator']}"
    return counts if fraction["denominator"] < least else f"{share(fraction)}（{counts}）"
