"""Acts on a warning: which right, which action, what is typed."""

from accounts.policy import Act
from core.steps.table import ReasonForm, Step
from projects.warnings import actions
from projects.warnings.forms import AnswerForm, CloseForm, FollowForm, TalkForm

WARNING_STEPS = {
    "answer": Step(Act.WARNING_ANSWER, actions.answer, AnswerForm, "已答复，等待上级查看"),
    "close": Step(Act.WARNING_CLOSE, actions.close, CloseForm, "预警已解除"),
    "return": Step(Act.WARNING_RETURN, actions.send_back, ReasonForm, "已退回，重新答复"),
    "talk": Step(Act.WARNING_TALK, actions.talk, TalkForm, "约谈已登记，纪要请放在附件里"),
    "follow": Step(Act.WARNING_FOLLOW, actions.follow, FollowForm, "整改情况已登记"),
}
