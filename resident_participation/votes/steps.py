"""What may be done with a round: one table for page and API."""

from accounts.policy import Act
from core.steps.table import NothingForm, ReasonForm, Step
from resident_participation.votes import actions, closing, forms

STEPS = {
    "post-roll": Step(Act.VOTE_POST, actions.post_roll, forms.PostRollForm, "名册公示已登记，请把名册贴出去"),
    "lock": Step(Act.VOTE_LOCK, actions.lock, forms.LockForm, "已定稿。名册冻结了，请打印公示，贴出去拍照"),
    "open": Step(Act.VOTE_OPEN, actions.open_, NothingForm, "表决开始了"),
    "close": Step(Act.VOTE_CLOSE, actions.close, NothingForm, "表决已截止，可以计票了"),
    "declare": Step(Act.VOTE_DECLARE, closing.declare, NothingForm, "结果已公布，请打印结果公示贴出去"),
    "menu": Step(Act.VOTE_EDIT, actions.add_menu, forms.MenuForm, "已加入，请逐项写明要花多少钱、谁出、有什么影响"),
    "void": Step(Act.VOTE_VOID, actions.void, ReasonForm, "已作废"),
}
