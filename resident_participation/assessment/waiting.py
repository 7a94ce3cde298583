from accounts.policy import Act
from core.waiting import waits
from resident_participation.assessment.models import LowScore


@waits(
    "评价低分待整改",
    Act.ASSESSMENT_MEND,
    verb="答复",
    since="raised_on",
    detail=lambda low: low.wave.get_occasion_display(),
)
def to_mend(user):
    rows = LowScore.objects.visible_to(user).filter(state=LowScore.State.OPEN)
    return rows.select_related("wave__community__area__parent").order_by("raised_on", "pk")
