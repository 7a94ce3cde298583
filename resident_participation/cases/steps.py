"""What may be done with a case: one table for page and API."""

from accounts.policy import Act
from core.steps.table import NothingForm, ReasonForm, Step, open_to
from resident_participation.cases import actions, answering, forms, merging, pausing, routing
from resident_participation.cases.holders import receives, tends
from resident_participation.cases.models import CLOSED, State

STEPS = {
    "accept": Step(Act.FEEDBACK_ACCEPT, routing.accept, forms.AcceptForm, "已受理，从现在起由您办"),
    "refuse": Step(Act.FEEDBACK_REFUSE, routing.refuse, forms.RefuseForm, "已退回移交方"),
    "reply": Step(Act.FEEDBACK_REPLY, answering.reply, forms.ReplyForm, "已答复"),
    "call_back": Step(Act.FEEDBACK_CALL_BACK, answering.call_back, forms.CallBackForm, "回访已登记"),
    "hand_over": Step(Act.FEEDBACK_HAND_OVER, routing.hand_over, forms.HandOverForm, "已移交，对方接收前仍由您负责"),
    "decide": Step(Act.FEEDBACK_DECIDE, routing.decide, forms.HandOverForm, "已指定承办"),
    "pause": Step(Act.FEEDBACK_PAUSE, pausing.pause, forms.PauseForm, "已暂停计时"),
    "resume": Step(Act.FEEDBACK_RESUME, pausing.resume, NothingForm, "已恢复计时，期限顺延"),
    "reopen": Step(Act.FEEDBACK_REOPEN, answering.reopen, ReasonForm, "已重新办理"),
    "merge": Step(Act.FEEDBACK_MERGE, merging.merge, forms.MergeForm, "已并入"),
    "unmerge": Step(Act.FEEDBACK_UNMERGE, merging.unmerge, ReasonForm, "已分开，各办各的"),
    "classify": Step(Act.FEEDBACK_CLASSIFY, actions.classify, forms.ClassifyForm, "已更正"),
    "publish": Step(Act.FEEDBACK_PUBLISH, actions.publish, forms.PublishForm, "公开摘要已保存"),
}
# Of these the holder's people only; the rest is anybody's whose office stands over the case.
HOLDERS = {"reply", "hand_over", "pause", "resume", "merge", "classify"}
ALONE = HOLDERS | {"accept", "refuse", "decide"}  # what a merged case leaves to its lead


def offered(user, case):
    """[(name, step)] that make sense now: what the state, the right and the holder allow."""
    return [(name, step) for name, step in open_to(user, case, STEPS) if sensible(name, user, case)]


def sensible(name, user, case):
    wrong = (
        (name in ALONE and case.lead_id is not None)
        or (name in HOLDERS and not tends(user, case))
        or (name == "unmerge" and case.lead_id is None)
        or (name == "resume" and not case.paused_at)
        or (name in ("pause", "hand_over") and case.paused_at)
        or (name == "reopen" and case.state not in (State.REPLIED, *CLOSED))
    )
    return not wrong and taken_by(name, user, case)


def taken_by(name, user, case):
    """Accepting and refusing are the receiver's."""
    if name not in ("accept", "refuse"):
        return True
    return receives(user, case) if case.state == State.HANDED else tends(user, case)
