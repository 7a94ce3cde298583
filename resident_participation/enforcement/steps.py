"""What may be done with a case, an action, a case of an action: one table each for page and API."""

from accounts.policy import Act
from core.steps.table import NothingForm, ReasonForm, Step
from resident_participation.enforcement import actions, forms, joint

CASE_STEPS = {
    "accept": Step(Act.ENFORCEMENT_ACCEPT, actions.accept, forms.AcceptForm, "已签收，按期到场"),
    "refuse": Step(Act.ENFORCEMENT_REFUSE, actions.refuse, forms.RefuseForm, "已退回，等区里裁定"),
    "decide": Step(Act.ENFORCEMENT_DECIDE, actions.decide, forms.DecideForm, "已裁定，时限从今天重新起算"),
    "visit": Step(Act.ENFORCEMENT_VISIT, actions.visit, forms.VisitForm, "已登记到场"),
    "order": Step(Act.ENFORCEMENT_ORDER, actions.order, forms.OrderForm, "整改通知已登记"),
    "settle": Step(Act.ENFORCEMENT_SETTLE, actions.settle, forms.SettleForm, "已办结"),
    "urge": Step(Act.ENFORCEMENT_URGE, actions.urge, forms.UrgeForm, "已督办"),
    "join": Step(Act.ENFORCEMENT_JOIN, joint.join, forms.JoinForm, "已列入联合行动"),
    "publish": Step(Act.ENFORCEMENT_PUBLISH, actions.publish, NothingForm, "已公开，居民在小区页面上看得到"),
    "withdraw": Step(Act.ENFORCEMENT_WITHDRAW, actions.withdraw, ReasonForm, "已撤回"),
}
JOINT_STEPS = {
    "hold": Step(Act.JOINT_HOLD, joint.hold, forms.HoldForm, "已登记，请逐件写结果"),
    "cancel": Step(Act.JOINT_CANCEL, joint.cancel, ReasonForm, "已取消"),
}
RESULT_STEPS = {"result": Step(Act.JOINT_RESULT, joint.record_result, forms.ResultForm, "结果已登记")}
