"""Acts on a body: which right, which action, what is typed."""

from accounts.policy import Act
from core.steps.table import Step
from resident_participation.bodies import actions, forms

STEPS = {
    "install": Step(Act.BODY_INSTALL, actions.install, forms.InstallForm, "已就任，可以召集会议了"),
    "renew": Step(Act.BODY_RENEW, actions.renew, forms.RenewForm, "下一届已建立，请登记成员"),
    "end": Step(Act.BODY_END, actions.end, forms.EndForm, "已终止"),
}
