"""公示异议: what households have against what is decided, with the reply; residents see the floors, never the room."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q

from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.states import Lifecycle
from resident_participation.votes.models import Round, Seat


class Objection(Tracked):
    """异议 of a household of the roll to a round, from its notice to the end of the result's posting."""

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"

    LIFECYCLE = Lifecycle("state", {(State.OPEN, Act.OBJECTION_REPLY): State.ANSWERED})
    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING
    ATTACH_ACT = Act.OBJECTION_FILE

    round = models.ForeignKey(Round, models.PROTECT, related_name="objections", verbose_name="表决")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="objections", verbose_name="表决户")
    text = models.TextField("异议", max_length=500)
    filed_on = models.DateField("提出日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    reply = models.TextField("答复", max_length=500, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "公示异议"
        ordering = ["state", "filed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", replied_on=None)
                | Q(state="answered", replied_on__isnull=False) & ~Q(reply=""),
                name="answered_objection_has_a_reply",
                violation_error_message="请写答复",
            )
        ]

    def __str__(self):
        return f"{self.seat}异议"

    def get_absolute_url(self):
        return self.round.get_absolute_url()

    @property
    def area(self):
        return self.round.area
