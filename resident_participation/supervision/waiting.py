from accounts.policy import Act
from core.waiting import waits
from resident_participation.supervision.models import SupervisionReport


@waits(
    "居民监督报告待答复",
    Act.SUPERVISION_ANSWER,
    verb="答复",
    since="filed_on",
    detail=lambda r: f"{r.project}，限 {r.due_on:%m月%d日}前",
)
def to_answer(user):
    """The firm's: every open one. The office's: those that nobody answered in time."""
    rows = SupervisionReport.objects.visible_to(user)
    rows = rows.overdue() if user.prefixes else rows.unanswered()
    return rows.select_related("project__area__parent").order_by("due_on", "pk")
