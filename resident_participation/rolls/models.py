"""业主名册: every private part (专有部分) of a community with its area and owner; objections; differences."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from resident_participation.rolls.heads import WITHOUT_VOTE, owner_of


class RollRow(Tracked):
    """名册户: one private part. Names, phones and the mark of an ID number are for those who hold the roll only.

    `area` in m² to 0.01, from the title, else the survey, else the contract (宁波市住宅小区物业管理条例 2021 art. 18).
    """

    class Kind(models.TextChoices):
        RESIDENCE = "residence", "住宅"
        SHOP = "shop", "商铺"
        OTHER = "other", "其他用房"
        PARKING = "parking", "车位"
        GARAGE = "garage", "车库"

    class Holder(models.TextChoices):
        PERSON = "person", "个人"
        SHARED = "shared", "共有"
        BODY = "body", "单位"
        DEVELOPER = "developer", "开发企业（未售或未交付）"

    class AreaSource(models.TextChoices):
        TITLE = "title", "不动产登记"
        SURVEY = "survey", "测绘"
        CONTRACT = "contract", "买卖合同"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    LOG_SECRET = ("owner_name", "owner_phone", "owner_mark")
    ATTACH_ACT = Act.ROLL_EDIT

    community = models.ForeignKey(Community, models.PROTECT, related_name="roll", verbose_name="小区")
    building = models.CharField("幢号", max_length=20)
    unit = models.CharField("单元号", max_length=20, blank=True)
    room = models.CharField("室号", max_length=20)
    floor = models.SmallIntegerField("楼层", validators=[MinValueValidator(-5), MaxValueValidator(60)])
    kind = models.CharField("用途", max_length=10, choices=Kind, default=Kind.RESIDENCE)
    area_m2 = models.DecimalField(
        "专有部分面积（㎡）", max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    area_source = models.CharField("面积依据", max_length=8, choices=AreaSource, default=AreaSource.TITLE)
    holder = models.CharField("权属", max_length=10, choices=Holder, default=Holder.PERSON)
    owner_group = models.CharField("业主编号", max_length=40, blank=True)
    owner_name = EncryptedTextField("业主姓名", blank=True)
    owner_phone = EncryptedTextField("联系电话", blank=True)
    owner_mark = models.CharField("证件指纹", max_length=64, blank=True, editable=False)
    deceased = models.BooleanField("业主已故", default=False, help_text="由继承人持公证书或生效文书办理后再投票")
    note = models.CharField("说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "名册户"
        ordering = ["community", "building", "unit", "floor", "room", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "building", "unit", "room"],
                name="roll_room_once",
                violation_error_message="这个室号已经在名册里",
            ),
            models.CheckConstraint(condition=Q(area_m2__gt=0), name="roll_row_has_area"),
            models.CheckConstraint(
                condition=~Q(holder="shared") | ~Q(owner_name=""),
                name="shared_title_names_who_votes",
                violation_error_message="共有的房屋，业主姓名填共有人推举的表决人",
            ),
        ]

    def __str__(self):
        return place_of(self.building, self.unit, self.room)

    def get_absolute_url(self):
        return reverse("resident_participation:roll_row", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def votes(self):
        return self.kind not in WITHOUT_VOTE

    @property
    def owner(self):
        return owner_of(self)


def place_of(*parts):
    """5幢 2单元 301室."""
    return " ".join(filter(None, parts))


class RollObjection(Tracked):
    """名册异议: what a household says is wrong with its row; answered with a reason before the roll freezes."""

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ACCEPTED = "accepted", "已更正"
        REFUSED = "refused", "不更正"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.OPEN, Act.ROLL_ACCEPT): State.ACCEPTED,
            (State.OPEN, Act.ROLL_REFUSE): State.REFUSED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    LOG_SECRET = ("contact",)
    ATTACH_ACT = Act.ROLL_EDIT

    community = models.ForeignKey(Community, models.PROTECT, related_name="roll_objections", verbose_name="小区")
    place = models.CharField("哪一户", max_length=60, help_text="例如 5幢 2单元 301室")
    text = models.CharField("异议", max_length=300)
    contact = EncryptedTextField("联系方式", blank=True)
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    filed_on = models.DateField("提出日期", default=timezone.localdate)
    answer = models.CharField("答复", max_length=300, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "名册异议"
        ordering = ["state", "filed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_on=None)
                | ~Q(state="open") & ~Q(answer="") & Q(answered_on__isnull=False),
                name="answered_objection_has_an_answer",
                violation_error_message="答复异议必须写明理由",
            )
        ]

    def __str__(self):
        return f"{self.community} {self.place}"

    def get_absolute_url(self):
        return reverse("resident_participation:roll", args=[self.community_id])

    @property
    def area(self):
        return self.community.area


class RollExplanation(Tracked):
    """差异说明: why the roll's total differs from the register's, said about exactly these two numbers."""

    class Quantity(models.TextChoices):
        BUILDINGS = "buildings", "幢数"
        HOUSEHOLDS = "households", "住宅户数"
        AREA = "area", "专有部分面积"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING

    community = models.ForeignKey(Community, models.PROTECT, related_name="roll_explanations", verbose_name="小区")
    quantity = models.CharField("数量", max_length=10, choices=Quantity)
    recorded = models.DecimalField("小区档案", max_digits=12, decimal_places=2)
    counted = models.DecimalField("名册", max_digits=12, decimal_places=2)
    reason = models.CharField("原因", max_length=200)
    by_name = models.CharField("说明人", max_length=60)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "名册差异说明"
        ordering = ["community", "quantity", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "quantity", "recorded", "counted"], name="roll_difference_explained_once"
            )
        ]

    def __str__(self):
        return f"{self.community} {self.get_quantity_display()}"

    def get_absolute_url(self):
        return reverse("resident_participation:roll", args=[self.community_id])

    @property
    def area(self):
        return self.community.area
