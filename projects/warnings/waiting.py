from accounts.policy import Act
from core.waiting import waits
from projects.warnings.models import ProjectWarning

State = ProjectWarning.State


def warnings(user, state):
    rows = ProjectWarning.objects.visible_to(user).filter(state=state)
    return rows.select_related("project__area__parent").order_by("raised_on", "pk")


@waits(
    "预警待答复",
    Act.WARNING_ANSWER,
    verb="答复",
    since="raised_on",
    detail=lambda w: f"{w.words}，{w.due_on:%m月%d日}前答复",
)
def to_answer(user):
    return warnings(user, State.OPEN)


@waits("预警待解除", Act.WARNING_CLOSE, verb="查看", since="raised_on", detail=lambda w: w.words)
def to_close(user):
    return warnings(user, State.ANSWERED)
