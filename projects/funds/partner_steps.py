"""Acts on a pledge: which right, which action, what is typed."""

from accounts.policy import Act
from core.steps.table import ReasonForm, Step
from projects.funds import partners
from projects.funds.partner_forms import AcceptPledgeForm, PayPledgeForm

PLEDGE_STEPS = {
    "accept": Step(Act.PLEDGE_ACCEPT, partners.accept, AcceptPledgeForm, "已接受，等待到账"),
    "pay": Step(Act.PLEDGE_PAY, partners.pay, PayPledgeForm, "已到账，记入资金台账"),
    "end": Step(Act.PLEDGE_END, partners.end, ReasonForm, "认缴已终止"),
}
