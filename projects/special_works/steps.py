"""Acts on special works and clashes."""

from accounts.policy import Act
from core.steps.table import NoteForm, ReasonForm, Step
from projects.special_works import actions, coordination
from projects.special_works.forms import MeetForm, WorkDayForm

WORK_STEPS = {
    "commit": Step(Act.WORK_COMMIT, actions.commit, NoteForm, "已落实，统筹时按确定的工程安排"),
    "start": Step(Act.WORK_START, actions.start, WorkDayForm, "已进场"),
    "finish": Step(Act.WORK_FINISH, actions.finish, WorkDayForm, "已完工"),
    "cancel": Step(Act.WORK_CANCEL, actions.cancel, ReasonForm, "已取消，相关冲突随之消失"),
}
CLASH_STEPS = {
    "meet": Step(Act.CLASH_MEET, coordination.meet, MeetForm, "已记为会商"),
    "keep": Step(Act.CLASH_KEEP, coordination.keep, ReasonForm, "已记下保留的理由"),
}
