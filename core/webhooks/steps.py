"""Acts on an endpoint: which right, which action, what is typed."""

from core.steps.table import NoteForm, ReasonForm, Step
from core.webhooks import actions
from core.webhooks.acts import HookAct

ENDPOINT_STEPS = {
    "resume": Step(HookAct.RESUME, actions.resume, NoteForm, "已启用，积压的会依次推送"),
    "stop": Step(HookAct.STOP, actions.stop, ReasonForm, "已停用"),
}
