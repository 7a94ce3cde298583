"""共建: what the works ask of households (clear stairs, take off cages, move cars, pay a share), how far each is."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from projects.models import Project
from resident_participation.rolls.models import RollRow


class ClearanceAsk(Tracked):
    """共建事项 of a project: asked of the households of a community, of a building or of a stair, until a day."""

    class Kind(models.TextChoices):
        CAGES = "cages", "拆除保笼"
        STAIRS = "stairs", "清理楼道"
        CARS = "cars", "移车"
        SHARE = "share", "分摊费用"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        OPEN = "open", "进行中"
        ENDED = "ended", "已结束"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.CLEARANCE_ASK): State.OPEN,
            (State.OPEN, Act.CLEARANCE_AMOUNT): State.OPEN,
            (State.OPEN, Act.CLEARANCE_END): State.ENDED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "community__area__code", EVERYTHING
    ATTACH_ACT = Act.CLEARANCE_ASK

    project = models.ForeignKey(Project, models.PROTECT, related_name="clearance_asks", verbose_name="改造项目")
    community = models.ForeignKey(Community, models.PROTECT, related_name="clearance_asks", verbose_name="小区")
    kind = models.CharField("事项", max_length=8, choices=Kind)
    title = models.CharField("标题", max_length=60)
    text = models.TextField("要做什么", max_length=500, blank=True, help_text="做到什么程度，谁来帮忙，有困难找谁")
    building = models.CharField("幢号", max_length=20, blank=True)
    unit = models.CharField("单元号", max_length=20, blank=True)
    due_on = models.DateField("期限")
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "共建事项"
        ordering = ["state", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit="") | ~Q(building=""),
                name="clearance_stair_is_in_a_building",
                violation_error_message="填了单元号，也要填幢号；两个都不填就是整个小区",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:clearance", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def place(self):
        return " ".join(filter(None, (str(self.community), self.building, self.unit)))


class Clearance(Tracked):
    """一户的共建情况. What keeps a household back is its own affair: encrypted, shown to those who call on it."""

    class State(models.TextChoices):
        WAITING = "waiting", "未答复"
        AGREED = "agreed", "同意"
        DONE = "done", "已完成"
        DIFFICULT = "difficult", "有困难"

    class Said(models.TextChoices):
        AGREE = "agree", "同意"
        FINISH = "finish", "已完成"
        STRUGGLE = "struggle", "有困难"
        AGAIN = "again", "查看后没有做完"

    class Channel(models.TextChoices):
        CARD = "card", "参与卡"
        CLERK = "clerk", "工作人员"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.WAITING, Said.AGREE): State.AGREED,
            (State.WAITING, Said.FINISH): State.DONE,
            (State.WAITING, Said.STRUGGLE): State.DIFFICULT,
            (State.AGREED, Said.AGREE): State.AGREED,
            (State.AGREED, Said.FINISH): State.DONE,
            (State.AGREED, Said.STRUGGLE): State.DIFFICULT,
            (State.DIFFICULT, Said.AGREE): State.AGREED,
            (State.DIFFICULT, Said.FINISH): State.DONE,
            (State.DIFFICULT, Said.STRUGGLE): State.DIFFICULT,
            (State.DONE, Said.AGAIN): State.AGREED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "ask__community__area__code", NOTHING
    LOG_SECRET = ("reason",)

    ask = models.ForeignKey(ClearanceAsk, models.PROTECT, related_name="households", verbose_name="共建事项")
    row = models.ForeignKey(RollRow, models.PROTECT, related_name="clearances", verbose_name="住户")
    state = models.CharField("情况", max_length=10, choices=State, default=State.WAITING)
    reason = EncryptedTextField("困难", blank=True)
    amount = models.DecimalField(
        "分摊（元）", max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    receipt = models.CharField("收据号", max_length=30, blank=True)
    channel = models.CharField("来源", max_length=5, choices=Channel, blank=True)
    said_at = models.DateTimeField("时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "住户共建情况"
        ordering = ["ask", "row"]
        constraints = [
            models.UniqueConstraint(fields=["ask", "row"], name="clearance_once_a_household"),
            models.CheckConstraint(
                condition=~Q(state="difficult") | ~Q(reason=""),
                name="difficulty_is_told",
                violation_error_message="请写清楚有什么困难，才好帮忙",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(said_at__isnull=False) & ~Q(channel=""),
                name="clearance_says_when_and_how",
            ),
        ]

    def __str__(self):
        return f"{self.row}：{self.ask}"

    def get_absolute_url(self):
        return f"{self.ask.get_absolute_url()}?{urlencode({'building': self.row.building})}"

    @property
    def area(self):
        return self.ask.area
