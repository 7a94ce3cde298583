"""Acts on a milestone and on the plan of a project: which right, which action, what is typed."""

from accounts.policy import Act
from core.steps.table import Step
from projects.progress import baselines, milestones
from projects.progress.schedule_forms import ApproveBaselineForm, ConfirmForm, ExpectForm

MILESTONE_STEPS = {
    "expect": Step(Act.MILESTONE_EDIT, milestones.estimate, ExpectForm, "预计日期已保存"),
    "confirm": Step(Act.MILESTONE_EDIT, milestones.confirm, ConfirmForm, "完成日期已确认"),
}
BASELINE_STEPS = {
    "approve": Step(Act.BASELINE_APPROVE, baselines.approve, ApproveBaselineForm, "基线已批准，进度从现在起按它考核"),
}
