"""选票: what a household said, sealed; whether it was counted, told to the household; 「我没有投过」."""

import uuid

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.states import Lifecycle
from resident_participation.slips.models import Slip
from resident_participation.votes.models import Round, Seat


class Channel(models.TextChoices):
    WEB = "web", "网上"
    TABLET = "tablet", "现场协助"
    PAPER = "paper", "纸质"


class Ballot(Tracked):
    """选票 of a household on all items of its round at once. `sealed` is {item id: choice} under the round's key.

    A household has one current ballot whatever the channel: the database refuses a second (`one_current_ballot`). All
    others are kept with the reason why they are not counted. `receipt` is the fingerprint of the number that the
    household was given: it proves that the ballot is in, never what it says. Who has it cannot be told from it.
    """

    class Standing(models.TextChoices):
        COUNTED = "counted", "已计入"
        REPLACED = "replaced", "已被后来的票替换"
        DUPLICATE = "duplicate", "重复，不计入"
        ANNULLED = "annulled", "已撤销"

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING
    LOG_SECRET = ("sealed",)

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="ballots", verbose_name="表决")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="ballots", verbose_name="表决户")
    slip = models.ForeignKey(Slip, models.PROTECT, related_name="+", verbose_name="投票单", null=True, blank=True)
    channel = models.CharField("渠道", max_length=8, choices=Channel)
    sealed = models.TextField("选择")
    nonce = models.UUIDField("提交编号", unique=True)  # of the page that was sent: sent twice, counted once
    receipt = models.CharField("回执指纹", max_length=64, unique=True)
    cast_at = models.DateTimeField("时间")
    standing = models.CharField("状态", max_length=10, choices=Standing, default=Standing.COUNTED)
    helped_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="协助人", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "选票"
        ordering = ["round", "seat", "cast_at"]
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(standing="counted"), name="one_current_ballot"),
            models.CheckConstraint(
                condition=~Q(channel="tablet") | Q(helped_by__isnull=False), name="helped_ballot_names_the_helper"
            ),
        ]

    def __str__(self):
        return f"{self.seat}选票"

    def get_absolute_url(self):
        return reverse("resident_participation:round_disputes", args=[self.round_id])

    @property
    def area(self):
        return self.round.area


class Dispute(Tracked):
    """「我没有投过」: a household says that the ballot counted for it is not its own. The result waits."""

    class State(models.TextChoices):
        OPEN = "open", "待核实"
        UPHELD = "upheld", "选票有效"
        ANNULLED = "annulled", "选票已撤销"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.DISPUTE_UPHOLD): State.UPHELD,
            (State.OPEN, Act.DISPUTE_ANNUL): State.ANNULLED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "ballot__round__community__area__code", NOTHING
    ATTACH_ACT = Act.DISPUTE_UPHOLD

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="disputes", verbose_name="选票")
    text = models.CharField("说明", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    filed_at = models.DateTimeField("提出时间")
    answer = models.CharField("核实情况", max_length=300, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "选票异议"
        ordering = ["state", "filed_at"]
        constraints = [
            models.UniqueConstraint(fields=["ballot"], condition=Q(state="open"), name="one_open_dispute_a_ballot"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | ~Q(state="open") & ~Q(answer="") & Q(answered_at__isnull=False),
                name="settled_dispute_has_an_answer",
                violation_error_message="请写明核实情况",
            ),
        ]

    def __str__(self):
        return f"{self.ballot.seat}：没有投过"

    def get_absolute_url(self):
        return reverse("resident_participation:round_disputes", args=[self.ballot.round_id])

    @property
    def area(self):
        return self.ballot.area
