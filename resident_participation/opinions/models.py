"""方案征求意见: a window on a project's scheme or on a round's draft package, what was said, what was answered."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.models import Project
from resident_participation.rolls.models import RollRow, place_of
from resident_participation.voices.places import Band, masked
from resident_participation.votes.models import Round


class OpinionWindow(Tracked):
    """征求意见: from a day to a day, both included, on one scheme of one community."""

    AREA_PATH, PUBLIC_ROWS = "community__area__code", EVERYTHING
    ATTACH_ACT = Act.SCHEME_ASK

    community = models.ForeignKey(Community, models.PROTECT, related_name="opinion_windows", verbose_name="小区")
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="opinion_windows", verbose_name="改造项目", null=True, blank=True
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="opinion_windows", verbose_name="表决或征询", null=True, blank=True
    )
    title = models.CharField("标题", max_length=60)
    text = models.TextField("征求什么意见", max_length=1000, blank=True, help_text="一行一条，写清楚方案要点")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "方案征求意见"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project=None, round__isnull=False) | Q(project__isnull=False, round=None),
                name="opinion_window_on_one_scheme",
                violation_error_message="改造项目和表决征询选一个：对项目方案征求意见，或者对一轮表决的草稿征求意见",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="opinion_window_in_order",
                violation_error_message="截止日期不能早于开始日期",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:opinion_window", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def is_open(self):
        return self.opens_on <= timezone.localdate() <= self.closes_on

    def concerns(self, row):
        """Whether a household is asked: those of the community; of a round's part of it, those of that part."""
        if row.community_id != self.community_id:
            return False
        building, unit = (self.round.building, self.round.unit) if self.round_id else ("", "")
        return building in ("", row.building) and unit in ("", row.unit)

    @property
    def points(self):
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class SchemeOpinion(Tracked):
    """方案意见 of a household, said with its card (`row` is known), or written down by a clerk (free, `row` is none).

    `text` is what was said and for staff; `public_text` is what may be published, with the answer. A household has one
    opinion a topic.
    """

    class Topic(models.TextChoices):
        CONTENT = "content", "改什么"
        PLACE = "place", "做在哪里、怎么做"
        COST = "cost", "费用"
        WORKS = "works", "施工影响"
        LIFT = "lift", "加装电梯"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        DECLINED = "declined", "不采纳"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.SCHEME_SAY): State.OPEN,
            (State.OPEN, Act.SCHEME_ADOPT): State.ADOPTED,
            (State.OPEN, Act.SCHEME_ADOPT_PARTLY): State.PARTLY,
            (State.OPEN, Act.SCHEME_DECLINE): State.DECLINED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "window__community__area__code", ~Q(state="open")

    window = models.ForeignKey(OpinionWindow, models.PROTECT, related_name="opinions", verbose_name="征求意见")
    row = models.ForeignKey(
        RollRow, models.PROTECT, related_name="opinions", verbose_name="住户", null=True, blank=True
    )
    building = models.CharField("幢号", max_length=20, blank=True)
    band = models.CharField("楼层", max_length=6, choices=Band, blank=True)
    topic = models.CharField("关于", max_length=8, choices=Topic)
    against = models.BooleanField("反对这个方案", default=False)
    text = models.TextField("意见", max_length=500)
    filed_at = models.DateTimeField("提出时间", default=timezone.now)
    state = models.CharField("答复", max_length=8, choices=State, default=State.OPEN)
    public_text = models.TextField("公开的意见", max_length=500, blank=True)
    reply = models.TextField("理由", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "方案意见"
        ordering = ["window", "filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["window", "row", "topic"], name="one_opinion_a_household_and_topic"
            ),  # free ones have no row, and nulls are distinct
            models.CheckConstraint(
                condition=Q(state="open", answered_on=None)
                | ~Q(state="open") & ~Q(reply="") & ~Q(public_text="") & Q(answered_on__isnull=False),
                name="answered_opinion_has_a_reason",
                violation_error_message="答复意见必须写理由",
            ),
        ]

    def __str__(self):
        return f"{self.place}：{self.text[:20]}"

    def get_absolute_url(self):
        return reverse("resident_participation:opinion", args=[self.pk])

    @property
    def area(self):
        return self.window.area

    @property
    def place(self):
        """5幢住户 5层以上: what staff's lists and the public list say of the author."""
        return place_of(masked(self.building), self.get_band_display().removesuffix("住户"))

    @property
    def author(self):
        return masked(self.building)

    @property
    def ground_objection(self):
        """Somebody of the first two floors against it: in a lift's scheme the one to be heard first (G-21)."""
        return self.against and self.band == Band.GROUND
