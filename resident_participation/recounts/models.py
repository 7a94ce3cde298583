"""复核: somebody of the roll doubts the paper ballots; a sample is looked at again, all of them where it is wrong."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from accounts.policy import Act
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.states import Lifecycle
from resident_participation.paper.models import PaperBallot
from resident_participation.votes.models import Round, Seat


class Challenge(Tracked):
    """复核申请 of a household, within the days in which the result hangs. By its slip, or written down by a clerk."""

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING
    ATTACH_ACT = Act.CHALLENGE_FILE

    round = models.ForeignKey(Round, models.PROTECT, related_name="challenges", verbose_name="表决")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="challenges", verbose_name="表决户")
    reason = models.CharField("理由", max_length=300)
    filed_at = models.DateTimeField("提出时间")
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )  # none: the household itself
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "复核申请"
        ordering = ["filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], name="one_challenge_a_household", violation_error_message="这一户已经申请过复核"
            )
        ]

    def __str__(self):
        return f"{self.seat}申请复核"

    def get_absolute_url(self):
        return reverse("resident_participation:recount", args=[self.round_id])

    @property
    def area(self):
        return self.round.area


class Recount(Tracked):
    """复核 of a round's paper ballots: drawn once, under a seed that nobody could choose; public from the draw on.

    `papers` are the numbers of all counted paper ballots as they were drawn from, `sample` how many of them were drawn.
    """

    class State(models.TextChoices):
        SAMPLE = "sample", "抽样复核中"
        FULL = "full", "全部复核中"
        DONE = "done", "复核完成"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.SAMPLE, Act.RECOUNT_CHECK): State.SAMPLE,
            (State.FULL, Act.RECOUNT_CHECK): State.FULL,
            (State.SAMPLE, Act.RECOUNT_WIDEN): State.FULL,
            (State.FULL, Act.RECOUNT_RULE): State.FULL,
            (State.SAMPLE, Act.RECOUNT_FINISH): State.DONE,
            (State.FULL, Act.RECOUNT_FINISH): State.DONE,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", EVERYTHING
    ATTACH_ACT = Act.RECOUNT_DRAW

    round = models.OneToOneField(
        Round,
        models.PROTECT,
        related_name="recount",
        verbose_name="表决",
        error_messages={"unique": "这一轮已经抽取过，只能抽取一次"},
    )
    number = models.CharField("现场抽出的数", max_length=20)
    place = models.CharField("抽取地点", max_length=60)
    drawn_on = models.DateField("抽取日期")
    witnesses = models.CharField("在场的人", max_length=120, blank=True)
    seed = models.CharField("种子", max_length=90)
    papers = ArrayField(models.PositiveIntegerField(), verbose_name="计入的纸质票")
    sample = models.PositiveIntegerField("抽样张数")
    drawn_at = models.DateTimeField("登记时间")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    state = models.CharField("状态", max_length=8, choices=State, default=State.SAMPLE)
    finished_on = models.DateField("完成日期", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "复核"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", finished_on__isnull=False) | ~Q(state="done") & Q(finished_on=None),
                name="finished_recount_has_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.round}复核"

    def get_absolute_url(self):
        return reverse("resident_participation:recount", args=[self.round_id])

    @property
    def area(self):
        return self.round.area


class Recheck(Tracked):
    """复看 of one paper ballot: what somebody who had not read it before finds on its photo, against what was counted.

    Where it differs a further person decides, with a reason. Both choices are sealed with the round's key.
    """

    AREA_PATH, PUBLIC_ROWS = "recount__round__community__area__code", NOTHING
    LOG_SECRET = ("sealed", "ruling")

    recount = models.ForeignKey(Recount, models.PROTECT, related_name="rechecks", verbose_name="复核")
    paper = models.ForeignKey(PaperBallot, models.PROTECT, related_name="rechecks", verbose_name="纸质票")
    sampled = models.BooleanField("抽中", default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="复看人", null=True, blank=True)
    at = models.DateTimeField("复看时间", null=True, blank=True)
    sealed = models.TextField("复看的选择", blank=True)
    agrees = models.BooleanField("和计入的一致", null=True, blank=True)
    ruled_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="裁定人", null=True, blank=True)
    ruled_at = models.DateTimeField("裁定时间", null=True, blank=True)
    ruling = models.TextField("裁定的选择", blank=True)
    reason = models.CharField("裁定理由", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "纸质票复看"
        ordering = ["recount", "paper"]
        constraints = [
            models.UniqueConstraint(fields=["recount", "paper"], name="paper_rechecked_once"),
            models.CheckConstraint(
                condition=Q(by=None, agrees=None) | Q(by__isnull=False, agrees__isnull=False),
                name="recheck_says_whether_it_agrees",
            ),
            models.CheckConstraint(
                condition=Q(ruled_by=None) | Q(agrees=False) & ~Q(reason="") & ~Q(ruled_by=F("by")),
                name="recheck_is_ruled_by_another",
                violation_error_message="裁定要写明理由，并由另一个人作出",
            ),
        ]

    def __str__(self):
        return f"{self.paper}复看"

    def get_absolute_url(self):
        return reverse("resident_participation:recount", args=[self.recount.round_id])

    @property
    def area(self):
        return self.recount.area


class Correction(Tracked):
    """更正结果: the second result of a round after a recount. It names the first, which stays; the database refuses to
    change or delete either."""

    AREA_PATH, PUBLIC_ROWS = "recount__round__community__area__code", EVERYTHING

    recount = models.OneToOneField(Recount, models.PROTECT, related_name="correction", verbose_name="复核")
    first_root = models.CharField("第一次结果的根值", max_length=64)
    root = models.CharField("根值", max_length=64)
    results = models.JSONField("结果")
    declared_on = models.DateField("公布日期")
    posted_to = models.DateField("公示结束")
    public_bundle = models.FileField("公开核对包", upload_to="votes/%Y/%m/")
    sealed_bundle = models.FileField("封存核对包", upload_to="votes/%Y/%m/")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "更正结果"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.recount.round}更正结果"

    def get_absolute_url(self):
        return reverse("resident_participation:corrected_certificate", args=[self.recount.round_id])

    @property
    def area(self):
        return self.recount.area
