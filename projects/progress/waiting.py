from accounts.policy import Act
from core.waiting import waits
from projects.progress.models import ProgressReport

State = ProgressReport.State


def months(user, state):
    rows = ProgressReport.objects.visible_to(user).filter(state=state)
    return rows.select_related("project__area__parent").order_by("updated_at", "pk")


@waits("进展待核实", Act.PROGRESS_VERIFY, verb="核实", since="updated_at", detail=lambda r: r.project.area.full_name)
def to_verify(user):
    return months(user, State.SUBMITTED)


@waits("进展被退回", Act.PROGRESS_SUBMIT, verb="修改", since="updated_at", detail=lambda r: r.return_reason)
def sent_back(user):
    return months(user, State.RETURNED)


@waits("进展待上报", Act.PROGRESS_SUBMIT, verb="上报", since="updated_at", detail=lambda r: "已填写，还没有上报")
def to_submit(user):
    return months(user, State.DRAFT)
