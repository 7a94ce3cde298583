"""Acts on an entry of the 能人库."""

from accounts.policy import Act
from core.steps.table import Step
from resident_participation.talents import actions, forms

STEPS = {
    "renew": Step(Act.TALENT_RENEW, actions.renew, forms.RenewForm, "已续期一年"),
    "withdraw": Step(Act.TALENT_WITHDRAW, actions.withdraw, forms.WithdrawForm, "已撤回，名单里没有了，个人信息已清除"),
}
