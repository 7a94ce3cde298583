"""Acts of a recount: one table each for page and API."""

from accounts.policy import Act
from core.steps.table import NothingForm, Step
from resident_participation.recounts import actions, forms

RECOUNT_STEPS = {"finish": Step(Act.RECOUNT_FINISH, actions.finish, NothingForm, "复核结果已公布")}
RECHECK_STEPS = {
    "check": Step(Act.RECOUNT_CHECK, actions.check, forms.ChoicesForm, "已登记"),
    "rule": Step(Act.RECOUNT_RULE, actions.rule, forms.RuledChoicesForm, "已裁定"),
}
