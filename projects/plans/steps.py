"""Acts on annual plans and their entries."""

from accounts.policy import Act
from core.steps.table import Step
from projects.plans import actions
from projects.plans.forms import IssueForm, WithdrawForm

PLAN_STEPS = {"issue": Step(Act.PLAN_ISSUE, actions.issue, IssueForm, "计划已下达，以后的改动都算计划调整")}
ENTRY_STEPS = {"withdraw": Step(Act.PLAN_WITHDRAW, actions.withdraw, WithdrawForm, "已移出计划")}
