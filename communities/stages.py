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
