from accounts.policy import Act
from core.steps.table import Step
from resident_participation.objections import actions, forms

STEPS = {"reply": Step(Act.OBJECTION_REPLY, actions.reply, forms.ReplyForm, "已答复")}
