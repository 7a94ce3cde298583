"""Acts on a notice: which right, which action, what is typed."""

from core.outbox import actions
from core.outbox.acts import NoticeAct
from core.steps.table import NoteForm, ReasonForm, Step

NOTICE_STEPS = {
    "retry": Step(NoticeAct.RETRY, actions.retry, NoteForm, "已重新发送"),
    "to-paper": Step(NoticeAct.TO_PAPER, actions.to_paper, NoteForm, "已改发纸质，等待打印"),
    "cancel": Step(NoticeAct.CANCEL, actions.cancel, ReasonForm, "已撤回"),
}
