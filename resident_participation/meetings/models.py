"""会议: its notice and agenda, who came, what was written down, what was resolved and what became of it."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area, User
from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from resident_participation.bodies.models import Body, Member
from resident_participation.rolls.models import place_of
from resident_participation.votes.models import Round

TOLD = ~Q(state="draft")
TOLD_OF_MEETING = ~Q(meeting__state="draft")


class Meeting(Tracked):
    """会议 that a body calls: of its own members, of the owners, or of everybody who lives there.

    Its agenda is fixed by the notice. `result` is the quorum board as it stood when the meeting ended.
    """

    class Audience(models.TextChoices):
        MEMBERS = "members", "成员会议"
        OWNERS = "owners", "业主大会"
        RESIDENTS = "residents", "居民会议"

    class State(models.TextChoices):
        DRAFT = "draft", "筹备"
        CALLED = "called", "已通知"
        OPEN = "open", "签到中"
        HELD = "held", "已开完"
        CANCELLED = "cancelled", "已取消"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.DRAFT, Act.MEETING_EDIT): State.DRAFT,
            (State.DRAFT, Act.MEETING_CALL): State.CALLED,
            (State.DRAFT, Act.MEETING_CANCEL): State.CANCELLED,
            (State.CALLED, Act.MEETING_OPEN): State.OPEN,
            (State.CALLED, Act.MEETING_CANCEL): State.CANCELLED,
            (State.OPEN, Act.MEETING_SIGN): State.OPEN,
            (State.OPEN, Act.MEETING_CLOSE): State.HELD,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "area__code", TOLD
    ATTACH_ACT = Act.MEETING_EDIT

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="街道", editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name="召集的组织")
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="meetings", verbose_name="小区", null=True, blank=True
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="meetings", verbose_name="有关的表决", null=True, blank=True
    )
    audience = models.CharField("谁参加", max_length=10, choices=Audience, default=Audience.MEMBERS)
    title = models.CharField("会议名称", max_length=80)
    text = models.TextField("说明", max_length=1000, blank=True)
    starts_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=80)
    phone = models.CharField("联系电话", max_length=30, blank=True, help_text="印在通知上，请写办公电话")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    called_on = models.DateField("通知日期", null=True, blank=True)
    opened_at = models.DateTimeField("开始签到", null=True, blank=True)
    closed_at = models.DateTimeField("结束", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    result = models.JSONField("到会结果", default=dict, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["starts_at"], name="meeting_starts")]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="members") | Q(community__isnull=False),
                name="open_meeting_has_a_community",
                violation_error_message="业主大会和居民会议要写明是哪个小区的",
            ),
            models.CheckConstraint(
                condition=Q(state="held") & ~Q(result={}) & Q(closed_at__isnull=False) | ~Q(state="held"),
                name="held_meeting_has_a_result",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:meeting", args=[self.pk])

    @property
    def day(self):
        return timezone.localdate(self.starts_at)


class AgendaItem(Tracked):
    """议题 of a meeting; `matter` is its number in art. 278 of the Civil Code when owners must decide it by vote."""

    AREA_PATH, PUBLIC_ROWS = "meeting__area__code", TOLD_OF_MEETING

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda", verbose_name="会议")
    order = models.PositiveSmallIntegerField("次序", default=1)
    title = models.CharField("议题", max_length=120)
    text = models.TextField("要点", max_length=1000, blank=True, help_text="一行一条")
    matter = models.PositiveSmallIntegerField("民法典第二百七十八条第几项", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "议题"
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="agenda_order_once"),
            models.CheckConstraint(
                condition=Q(matter=None) | Q(matter__range=(1, 9)),
                name="agenda_matter_is_in_the_law",
                violation_error_message="民法典第二百七十八条只有第 1 到第 9 项",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()

    @property
    def area(self):
        return self.meeting.area

    @property
    def points(self):
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class SignInSheet(Tracked):
    """签到表 of a meeting: carries the photos of the paper. A record of its own because nobody outside ever sees it."""

    AREA_PATH, PUBLIC_ROWS = "meeting__area__code", NOTHING
    ATTACH_ACT = Act.MEETING_SIGN

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="sheet", verbose_name="会议")
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "签到表"
        ordering = ["meeting"]

    def __str__(self):
        return f"{self.meeting}签到表"

    def get_absolute_url(self):
        return reverse("resident_participation:sign_in", args=[self.meeting_id])

    @property
    def area(self):
        return self.meeting.area


class Attendance(Tracked):
    """到会: a member of the body, a private part of the roll (its owner or who holds a proxy), or a guest by office.

    Each member and each private part once a meeting: the database sees to it, however many clerks tick.
    """

    class Capacity(models.TextChoices):
        OWNER = "owner", "业主本人"
        PROXY = "proxy", "受托人（有委托书）"
        RESIDENT = "resident", "住户，不是业主"

    class Way(models.TextChoices):
        TAP = "tap", "现场点选"
        SLIP = "slip", "扫投票单"
        SHEET = "sheet", "照纸质签到表补录"

    AREA_PATH, PUBLIC_ROWS = "meeting__area__code", NOTHING

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name="会议")
    member = models.ForeignKey(
        Member, models.PROTECT, related_name="attendances", verbose_name="成员", null=True, blank=True
    )
    building = models.CharField("幢号", max_length=20, blank=True)
    unit = models.CharField("单元号", max_length=20, blank=True)
    room = models.CharField("室号", max_length=20, blank=True)
    guest = models.CharField("列席单位和职务", max_length=60, blank=True)
    capacity = models.CharField("身份", max_length=10, choices=Capacity, blank=True)
    way = models.CharField("方式", max_length=6, choices=Way, default=Way.TAP)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "到会"
        ordering = ["meeting", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "building", "unit", "room"],
                condition=~Q(room=""),
                name="room_signs_in_once",
                violation_error_message="这一户已经签到",
            ),
            models.UniqueConstraint(
                fields=["meeting", "member"], name="member_signs_in_once", violation_error_message="这位成员已经签到"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, room="", guest="")
                | ~Q(room="") & ~Q(capacity="") & Q(member=None, guest="")
                | ~Q(guest="") & Q(member=None, room=""),
                name="attendance_of_one",
            ),
        ]

    def __str__(self):
        return self.who

    def get_absolute_url(self):
        return reverse("resident_participation:sign_in", args=[self.meeting_id])

    @property
    def area(self):
        return self.meeting.area

    @property
    def who(self):
        return place_of(self.building, self.unit, self.room) if self.room else self.guest or str(self.member)


class Minutes(Tracked):
    """会议纪要, one version. Never changed and never deleted: a trigger refuses it; who corrects writes the next one.

    `sha256` is that of the text in UTF-8, as the text file on the public page has it.
    """

    AREA_PATH, PUBLIC_ROWS = "meeting__area__code", TOLD_OF_MEETING

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes", verbose_name="会议")
    number = models.PositiveSmallIntegerField("第几版")
    text = models.TextField("纪要", max_length=20000)
    reason = models.CharField("更正原因", max_length=200, blank=True)
    sha256 = models.CharField("校验码", max_length=64)
    by_name = models.CharField("记录人", max_length=60)
    at = models.DateTimeField("发布时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "会议纪要"
        verbose_name_plural = verbose_name
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="corrected_minutes_say_why",
                violation_error_message="更正纪要要写原因",
            ),
        ]

    def __str__(self):
        return f"{self.meeting}纪要第 {self.number} 版"

    def get_absolute_url(self):
        return reverse("resident_participation:minutes", args=[self.meeting_id])

    @property
    def area(self):
        return self.meeting.area


class ResolutionQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(state=Resolution.State.OPEN)

    def late(self, on=None):
        return self.open().filter(due_on__lt=on or timezone.localdate())


class Resolution(Tracked):
    """决议 of a meeting: who carries it out until when, and with what evidence it was done."""

    class State(models.TextChoices):
        OPEN = "open", "办理中"
        DONE = "done", "已办结"
        DROPPED = "dropped", "不再办理"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.RESOLUTION_DONE): State.DONE,
            (State.OPEN, Act.RESOLUTION_POSTPONE): State.OPEN,
            (State.OPEN, Act.RESOLUTION_DROP): State.DROPPED,
            (State.DONE, Act.RESOLUTION_REOPEN): State.OPEN,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "meeting__area__code", TOLD_OF_MEETING
    LOG_SECRET = ("person",)
    ATTACH_ACT = Act.RESOLUTION_DONE

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions", verbose_name="会议")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="resolutions", verbose_name="议题", null=True, blank=True
    )
    order = models.PositiveSmallIntegerField("次序", default=1)
    title = models.CharField("决议", max_length=200)
    agree = models.PositiveSmallIntegerField("同意", null=True, blank=True)
    against = models.PositiveSmallIntegerField("不同意", null=True, blank=True)
    abstain = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    owner = models.CharField("责任单位或岗位", max_length=60, help_text="会公开，例如 社区居委会、街道城建办")
    person = EncryptedTextField("责任人", blank=True)
    due_on = models.DateField("完成期限")
    decided_on = models.DateField("决议日期")
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    done_on = models.DateField("办结日期", null=True, blank=True)
    outcome = models.CharField("结果", max_length=300, blank=True)
    evidence = models.CharField("凭据", max_length=120, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "会议决议"
        ordering = ["-state", "due_on", "pk"]  # open, then dropped and done
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="resolution_open_due")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="resolution_order_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("decided_on")),
                name="resolution_due_after_decision",
                violation_error_message="完成期限不能早于开会那天",
            ),
            models.CheckConstraint(
                condition=Q(state="open", done_on=None) | ~Q(state="open") & ~Q(outcome="") & Q(done_on__isnull=False),
                name="ended_resolution_has_an_outcome",
                violation_error_message="办结要写日期和结果",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:resolution", args=[self.pk])

    @property
    def area(self):
        return self.meeting.area

    @property
    def is_late(self):
        return self.state == self.State.OPEN and self.due_on < timezone.localdate()
