"""Which act moves a project along, by which action, and what is typed for it."""

from accounts.policy import Act
from core.steps.table import DayForm, NoteForm, ReasonForm, Step
from projects.stages import actions
from projects.stages.forms import StartForm

PROJECT_STEPS = {
    "prepare": Step(Act.PROJECT_PREPARE, actions.prepare, NoteForm, "项目已转入前期"),
    "tender": Step(Act.PROJECT_TENDER, actions.tender, NoteForm, "项目已转入招投标"),
    "start": Step(Act.PROJECT_START, actions.start, StartForm, "已开工，小区状态随之更新"),
    "complete": Step(Act.PROJECT_COMPLETE, actions.complete, DayForm, "已完工"),
    "accept": Step(Act.PROJECT_ACCEPT, actions.accept, DayForm, "已通过竣工验收"),
    "hand-over": Step(Act.PROJECT_HAND_OVER, actions.hand_over, DayForm, "已移交"),
    "warrant": Step(Act.PROJECT_WARRANT, actions.warrant, NoteForm, "已转入质保期"),
    "close": Step(Act.PROJECT_CLOSE, actions.close, NoteForm, "项目已结束"),
    "suspend": Step(Act.PROJECT_SUSPEND, actions.suspend, ReasonForm, "已停工"),
    "resume": Step(Act.PROJECT_RESUME, actions.resume, NoteForm, "已复工"),
    "remove": Step(Act.PROJECT_REMOVE, actions.remove, ReasonForm, "项目已退出，小区回到待改造"),
}
