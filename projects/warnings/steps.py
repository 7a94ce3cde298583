"""Acts on a warning: which right, which action, what is typed."""

from accounts.policy import Act
from core.steps.table import ReasonForm, Step
from projects.warnings import actions
from projects.warnings.forms import AnswerForm, CloseForm

WARNING_STEPS = {
    "answer": Step(Act.WARNING_ANSWER, actions.answer, AnswerForm, "已答复，等待上级查看"),
    "close": Step(Act.WARNING_CLOSE, actions.close, CloseForm, "预警已解除"),
    "return": Step(Act.WARNING_RETURN, actions.send_back, ReasonForm, "已退回，重新答复"),
}
