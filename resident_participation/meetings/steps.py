"""Acts on a meeting and on a resolution: which right, which action, what is typed."""

from accounts.policy import Act
from core.steps.table import NothingForm, ReasonForm, Step
from resident_participation.meetings import actions, forms, resolutions

STEPS = {
    "call": Step(Act.MEETING_CALL, actions.call, NothingForm, "通知已发出，请打印贴到公告栏"),
    "open": Step(Act.MEETING_OPEN, actions.open_, NothingForm, "可以签到了"),
    "close": Step(Act.MEETING_CLOSE, actions.close, NothingForm, "会议结束，请发布纪要、登记决议"),
    "cancel": Step(Act.MEETING_CANCEL, actions.cancel, ReasonForm, "会议已取消，请在公告栏说明"),
}
RESOLUTION_STEPS = {
    "done": Step(Act.RESOLUTION_DONE, resolutions.done, forms.DoneForm, "已办结，居民页面上看得到"),
    "postpone": Step(Act.RESOLUTION_POSTPONE, resolutions.postpone, forms.PostponeForm, "期限已改，原因已记录"),
    "drop": Step(Act.RESOLUTION_DROP, resolutions.drop, ReasonForm, "已登记不再办理"),
    "reopen": Step(Act.RESOLUTION_REOPEN, resolutions.reopen, ReasonForm, "已重新办理"),
}
