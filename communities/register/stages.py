"""状态: where a community or a project stands, one vocabulary for both (DOMAIN §2.5)."""

from django.db.models import TextChoices


class Stage(TextChoices):
    SURVEY = "survey", "摸底"
    POOL = "pool", "入库"
    PLANNED = "planned", "列入年度计划"
    PRELIMINARY = "preliminary", "前期"
    TENDERING = "tendering", "招投标"
    STARTED = "started", "开工"
    IN_PROGRESS = "in_progress", "在建"
    COMPLETED = "completed", "完工"
    ACCEPTED = "accepted", "竣工验收"
    HANDED_OVER = "handed_over", "移交"
    WARRANTY = "warranty", "质保期"
    CLOSED = "closed", "结束"
    SUSPENDED = "suspended", "停工"
    REMOVED = "removed", "退出"


BEFORE_PROJECT = (Stage.SURVEY, Stage.POOL)
UNDER_WORKS = (Stage.STARTED, Stage.IN_PROGRESS, Stage.SUSPENDED)
BUILT = (Stage.COMPLETED, Stage.ACCEPTED, Stage.HANDED_OVER, Stage.WARRANTY, Stage.CLOSED)
BEGUN = UNDER_WORKS + BUILT

# What residents and staff see as steps; side states stand where the works stand.
STEPS = (
    ("摸底建档", (Stage.SURVEY, Stage.POOL)),
    ("列入计划", (Stage.PLANNED,)),
    ("方案和手续", (Stage.PRELIMINARY, Stage.TENDERING)),
    ("施工", (Stage.STARTED, Stage.IN_PROGRESS, Stage.SUSPENDED)),
    ("完工验收", (Stage.COMPLETED, Stage.ACCEPTED)),
    ("移交管护", (Stage.HANDED_OVER, Stage.WARRANTY, Stage.CLOSED)),
)


def steps(stage):
    """[(words, "done" | "now" | "")]; nothing is done when the community was removed."""
    now = next((n for n, (_, stages) in enumerate(STEPS) if stage in stages), -1)
    return [(words, "done" if n < now else "now" if n == now else "") for n, (words, _) in enumerate(STEPS)]
