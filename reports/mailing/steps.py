"""Acts on a reader: which right, which action, what is typed."""

from accounts.policy import Act
from core.steps.table import NoteForm, Step
from reports.mailing import actions

READER_STEPS = {"end": Step(Act.READER_END, actions.end, NoteForm, "已停发，邮箱已清除")}
