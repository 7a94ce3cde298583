"""Acts of staff on a report: one table for page and API."""

from accounts.policy import Act
from core.steps.table import Step
from resident_participation.supervision import actions, forms

STEPS = {
    "answer": Step(Act.SUPERVISION_ANSWER, actions.answer, forms.AnswerForm, "已答复，等监督员确认"),
    "inspect": Step(Act.SUPERVISION_INSPECT, actions.inspect, forms.InspectForm, "已列入检查问题，施工单位可以看到"),
    "settle": Step(Act.SUPERVISION_ENTER, actions.settle_for, forms.SettleForm, "已登记监督员的意见"),
}
