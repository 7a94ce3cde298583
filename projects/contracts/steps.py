"""Acts on variations and payments."""

from accounts.policy import Act
from core.steps.table import NoteForm, ReasonForm, Step
from projects.contracts import claims
from projects.contracts.forms import ApproveVariationForm, PayForm, RejectVariationForm

VARIATION_STEPS = {
    "approve": Step(Act.VARIATION_APPROVE, claims.approve_variation, ApproveVariationForm, "已批准，合同价随之增减"),
    "reject": Step(Act.VARIATION_REJECT, claims.reject_variation, RejectVariationForm, "已记为不同意"),
}
PAYMENT_STEPS = {
    "approve": Step(Act.PAYMENT_APPROVE, claims.approve_payment, NoteForm, "已审核，等待付款"),
    "pay": Step(Act.PAYMENT_PAY, claims.pay, PayForm, "已登记付款"),
    "reject": Step(Act.PAYMENT_REJECT, claims.reject_payment, ReasonForm, "已退回"),
}
