"""Which act moves a month's report along, by which action, and what is typed for it."""

from accounts.policy import Act
from core.steps.table import NothingForm, ReasonForm, Step
from projects.progress import actions

PROGRESS_STEPS = {
    "submit": Step(Act.PROGRESS_SUBMIT, actions.submit, NothingForm, "已上报，等待区县核实"),
    "return": Step(Act.PROGRESS_RETURN, actions.send_back, ReasonForm, "已退回街道"),
    "verify": Step(Act.PROGRESS_VERIFY, actions.verify, NothingForm, "已核实，项目进度随之更新"),
    "lock": Step(Act.PROGRESS_LOCK, actions.lock, NothingForm, "已锁定"),
    "revise": Step(Act.PROGRESS_REVISE, actions.revise, ReasonForm, "已开新稿，请填更正后的数"),
}
