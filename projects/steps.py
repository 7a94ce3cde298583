"""Which act of the policy is done by which action, and what has to be typed for it: one table for pages and API."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.policy import Act
from projects import actions, progress_actions

NOTE, REASON, DAY, START, NOTHING = "note", "reason", "day", "start", ""


@dataclass(frozen=True)
class Step:
    act: Act
    action: Callable
    typed: str  # kind of input: a key of projects.forms.FORMS and projects.inputs.INPUTS
    done: str


PROJECT_STEPS = {
    "prepare": Step(Act.PROJECT_PREPARE, actions.prepare, NOTE, "项目已转入前期"),
    "tender": Step(Act.PROJECT_TENDER, actions.tender, NOTE, "项目已转入招投标"),
    "start": Step(Act.PROJECT_START, actions.start, START, "已开工，小区状态随之更新"),
    "complete": Step(Act.PROJECT_COMPLETE, actions.complete, DAY, "已完工"),
    "accept": Step(Act.PROJECT_ACCEPT, actions.accept, DAY, "已通过竣工验收"),
    "hand-over": Step(Act.PROJECT_HAND_OVER, actions.hand_over, DAY, "已移交"),
    "warrant": Step(Act.PROJECT_WARRANT, actions.warrant, NOTE, "已转入质保期"),
    "close": Step(Act.PROJECT_CLOSE, actions.close, NOTE, "项目已结束"),
    "suspend": Step(Act.PROJECT_SUSPEND, actions.suspend, REASON, "已停工"),
    "resume": Step(Act.PROJECT_RESUME, actions.resume, NOTE, "已复工"),
    "remove": Step(Act.PROJECT_REMOVE, actions.remove, REASON, "项目已退出，小区回到待改造"),
}
PROGRESS_STEPS = {
    "submit": Step(Act.PROGRESS_SUBMIT, progress_actions.submit, NOTHING, "已上报，等待区县核实"),
    "return": Step(Act.PROGRESS_RETURN, progress_actions.send_back, REASON, "已退回街道"),
    "verify": Step(Act.PROGRESS_VERIFY, progress_actions.verify, NOTHING, "已核实，项目进度随之更新"),
    "lock": Step(Act.PROGRESS_LOCK, progress_actions.lock, NOTHING, "已锁定"),
    "revise": Step(Act.PROGRESS_REVISE, progress_actions.revise, REASON, "已开新稿，请填更正后的数"),
}


def open_to(user, obj, steps):
    """[(name, step)] of the acts that the object's state allows now and this person may do."""
    allowed = obj.LIFECYCLE.acts_from(obj)
    return [(name, step) for name, step in steps.items() if step.act in allowed and user.may(step.act, obj)]
