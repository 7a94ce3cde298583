"""What may be done with an opinion: one table for page and API."""

from accounts.policy import Act
from core.steps.table import Step
from resident_participation.opinions import actions, forms

STEPS = {
    "adopt": Step(Act.SCHEME_ADOPT, actions.adopt, forms.AnswerForm, "已答复并公布"),
    "adopt-partly": Step(Act.SCHEME_ADOPT_PARTLY, actions.adopt_partly, forms.AnswerForm, "已答复并公布"),
    "decline": Step(Act.SCHEME_DECLINE, actions.decline, forms.AnswerForm, "已答复并公布"),
}
