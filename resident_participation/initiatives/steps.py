"""What the street may do with an initiative: one table for page and API."""

from accounts.policy import Act
from core.steps.table import Step
from resident_participation.initiatives import actions, forms

STEPS = {
    "publish": Step(Act.INITIATIVE_PUBLISH, actions.publish, forms.PublishForm, "已发布，邻居可以联名了"),
    "refuse": Step(Act.INITIATIVE_REFUSE, actions.refuse, forms.AnswerForm, "已告诉发起的住户"),
    "plan": Step(Act.INITIATIVE_PLAN, actions.plan, forms.PlanForm, "已答复：列入计划"),
    "refer": Step(Act.INITIATIVE_REFER, actions.refer, forms.ReferForm, "已答复：转办"),
    "decline": Step(Act.INITIATIVE_DECLINE, actions.decline, forms.AnswerForm, "已答复：不采纳"),
}
