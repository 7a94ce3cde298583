"""效果共评 (PARTICIPATION G-35): waves of satisfaction, who took part, what they said under seal, what was low.

That a household took part and what it said are never in one row: `Participation` names the household and no answer, an
`AnswerSheet` is sealed with the wave's key (core.keyring), has no household, no time and a random number. At the end of
the wave the sheets are counted, then they and the key are destroyed: what one household said cannot be read by anybody
afterwards, and only sums of cells that are large enough were ever written down.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.policy import Act
from communities.models import Community
from core.models import Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from projects.models import Project
from resident_participation.assessment.questions import SHORT
from resident_participation.rolls.models import RollRow, place_of


class Wave(Tracked):
    """效果评价: one round of answers of a community about its project. `results` is written when it closes."""

    class Occasion(models.TextChoices):
        COMPLETION = "completion", "完工评价"
        THREE = "three", "三个月回访"
        TWELVE = "twelve", "一年回访"

    class State(models.TextChoices):
        OPEN = "open", "正在评价"
        CLOSED = "closed", "已公布"

    LIFECYCLE = Lifecycle("state", {(State.OPEN, Act.ASSESSMENT_CLOSE): State.CLOSED})
    AREA_PATH, PUBLIC_ROWS = "community__area__code", EVERYTHING

    project = models.ForeignKey(Project, models.PROTECT, related_name="waves", verbose_name="项目")
    community = models.ForeignKey(Community, models.PROTECT, related_name="waves", verbose_name="小区")
    occasion = models.CharField("哪一次", max_length=12, choices=Occasion)
    opens_on = models.DateField("开始")
    closes_on = models.DateField("截止")
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    results = models.JSONField("结果", default=dict, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "效果评价"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "community", "occasion"], name="wave_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="wave_in_order"),
        ]

    def __str__(self):
        return f"{self.community}{self.get_occasion_display()}"

    def get_absolute_url(self):
        return reverse("resident_participation:assessment", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def key_name(self):
        return f"wave-{self.pk}"

    def is_open(self, today=None):
        today = today or timezone.localdate()
        return self.state == self.State.OPEN and self.opens_on <= today <= self.closes_on


class Channel(models.TextChoices):
    CARD = "card", "自己填"
    TABLET = "tablet", "现场协助"
    PAPER = "paper", "纸质代录"


class Participation(Tracked):
    """参加记录: this household has answered, once; what it said is not here."""

    AREA_PATH, PUBLIC_ROWS = "wave__community__area__code", NOTHING
    LOG_SECRET = ("row",)

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="participations", verbose_name="效果评价")
    row = models.ForeignKey(RollRow, models.PROTECT, related_name="participations", verbose_name="名册户")
    channel = models.CharField("途径", max_length=6, choices=Channel)
    helper = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="协助人（代录人）"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "参加记录"
        ordering = ["wave", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["wave", "row"], name="household_answers_a_wave_once", violation_error_message="这一户已经评价过"
            ),
            models.CheckConstraint(
                condition=Q(channel="card", helper=None) | ~Q(channel="card"), name="own_answer_has_no_helper"
            ),
        ]

    def __str__(self):
        return f"{self.wave}的参加记录"  # the log names no room

    @property
    def area(self):
        return self.wave.area


class AnswerSheet(models.Model):
    """评价表 under seal: {building, unit, scores, text, channel}; gone when its wave is counted."""

    AREA_PATH, PUBLIC_ROWS = "wave__community__area__code", NOTHING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)  # no order that would tell who came when
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="sheets", verbose_name="效果评价")
    sealed = models.TextField("密封内容")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "评价表"
        ordering = ["pk"]

    def __str__(self):
        return "评价表"

    @property
    def area(self):
        return self.wave.area


class Remark(models.Model):
    """留言 of a counted wave, without house or hour, for the offices only."""

    AREA_PATH, PUBLIC_ROWS = "wave__community__area__code", NOTHING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="remarks", verbose_name="效果评价")
    text = EncryptedTextField("留言")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "评价留言"
        ordering = ["pk"]

    def __str__(self):
        return "评价留言"

    @property
    def area(self):
        return self.wave.area


class LowScore(Tracked):
    """低分整改: a cell of a counted wave whose average is too low in some item; what the office does about it."""

    class State(models.TextChoices):
        OPEN = "open", "待整改"
        ANSWERED = "answered", "已有措施"

    LIFECYCLE = Lifecycle("state", {(State.OPEN, Act.ASSESSMENT_MEND): State.ANSWERED})
    AREA_PATH, PUBLIC_ROWS = "wave__community__area__code", Q(state="answered")

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="low_scores", verbose_name="效果评价")
    building = models.CharField("幢号", max_length=20, blank=True)  # empty: the whole community
    unit = models.CharField("单元号", max_length=20, blank=True)
    items = models.JSONField("低分项目", default=list)
    raised_on = models.DateField("发现日期")
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    measures = models.CharField("整改措施", max_length=300, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "低分整改"
        ordering = ["wave", "building", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "building", "unit"], name="low_score_once_a_cell"),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(measures=""),
                name="answered_low_score_has_measures",
                violation_error_message="请写整改措施",
            ),
        ]

    def __str__(self):
        return f"{self.wave.community}{place_of(self.building, self.unit)}：{'、'.join(self.labels)}低于标准"

    def get_absolute_url(self):
        return reverse("resident_participation:assessment", args=[self.wave_id])

    @property
    def area(self):
        return self.wave.area

    @property
    def labels(self):
        return [SHORT[key] for key in self.items]
