"""Acts on a precinct plan and its elements."""

from accounts.policy import Act
from core.steps.table import NothingForm, ReasonForm, Step
from projects.precincts import actions
from projects.precincts.forms import ApproveForm, MetForm

PLAN_STEPS = {
    "submit": Step(Act.PRECINCT_SUBMIT, actions.submit, NothingForm, "已报审"),
    "return": Step(Act.PRECINCT_RETURN, actions.send_back, ReasonForm, "已退回修改"),
    "approve": Step(Act.PRECINCT_APPROVE, actions.approve, ApproveForm, "方案已批准，内容从今天起留存"),
}
ELEMENT_STEPS = {"met": Step(Act.PRECINCT_EDIT, actions.fulfil, MetForm, "已登记建成")}
