"""存量空间: idle or badly used rooms and land, and who may use them when."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse

from accounts.models import Area
from accounts.policy import Act
from communities.facilities.models import FacilityKind
from communities.register.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet

DAYS = Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange", output_field=DateRangeField())


class StockSpaceQuerySet(ScopedQuerySet):
    def free(self, starts_on, ends_on=None):
        """Spaces that nobody holds on any of these days; without an end: from that day on."""
        held = SpaceUse.objects.holding(starts_on, ends_on).filter(space=OuterRef("pk"))
        return self.exclude(state=StockSpace.State.WITHDRAWN).exclude(Exists(held))


class StockSpace(Tracked):
    """A room or a piece of land that could serve. `uses` holds codes of facility kinds."""

    class Kind(models.TextChoices):
        ROOM = "room", "房屋"
        LAND = "land", "场地"

    class Title(models.TextChoices):
        STATE = "state", "国有"
        COLLECTIVE = "collective", "集体"
        OWNERS = "owners", "业主共有"
        UNIT = "unit", "单位"
        PRIVATE = "private", "私人"
        UNCLEAR = "unclear", "权属不清"

    class State(models.TextChoices):
        IDLE = "idle", "闲置"
        INEFFICIENT = "inefficient", "低效使用"
        IN_USE = "in_use", "已利用"
        WITHDRAWN = "withdrawn", "不再提供"

    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING
    ATTACH_ACT = Act.STOCK_EDIT

    code = models.CharField("空间编号", max_length=20, unique=True, editable=False)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=8, choices=Kind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="stock_spaces", verbose_name="街道（镇、乡）")
    community = models.ForeignKey(
        Community, models.SET_NULL, null=True, blank=True, related_name="stock_spaces", verbose_name="所在小区"
    )
    address = models.CharField("地址", max_length=160, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, help_text="GCJ-02 坐标")
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6)
    size = models.DecimalField(
        "面积（㎡）", max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    title = models.CharField("权属", max_length=12, choices=Title)
    owner = models.CharField("权利人", max_length=80, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.IDLE)
    uses = ArrayField(models.CharField(max_length=20), verbose_name="可能用途", default=list, blank=True)
    constraints_note = models.CharField("限制条件", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = StockSpaceQuerySet.as_manager()

    class Meta:
        verbose_name = "存量空间"
        ordering = ["code"]
        indexes = [models.Index(fields=["state", "area"], name="stock_space_state_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="stock_space_once_per_street",
                violation_error_message="这个街道已有同名空间",
            ),
            models.CheckConstraint(
                condition=Q(longitude__range=(120, 123), latitude__range=(28, 31)),
                name="stock_space_lies_near_ningbo",
                violation_error_message="经纬度不在宁波范围内，请核对是否填反",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("communities:stock_space", args=[self.pk])


class SpaceUseQuerySet(ScopedQuerySet):
    def holding(self, starts_on, ends_on=None):
        """Promises and agreements that touch the days from `starts_on` to `ends_on`, both included."""
        found = self.filter(state__in=SpaceUse.HOLDING).exclude(ends_on__lt=starts_on)
        return found.filter(starts_on__lte=ends_on) if ends_on else found


class SpaceUse(Tracked):
    """使用安排: from an offer over a promise to an agreement. A promise or agreement holds the space for its days."""

    class State(models.TextChoices):
        OFFERED = "offered", "征集中"
        PROMISED = "promised", "已约定"
        AGREED = "agreed", "已签协议"
        ENDED = "ended", "已结束"

    HOLDING = (State.PROMISED, State.AGREED)
    AREA_PATH, PUBLIC_ROWS = "space__area__code", NOTHING

    space = models.ForeignKey(StockSpace, models.PROTECT, related_name="arrangements", verbose_name="空间")
    purpose = models.ForeignKey(
        FacilityKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用途"
    )
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="服务的小区"
    )
    party = models.CharField("使用方", max_length=80, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True, help_text="长期使用的空着")
    rent = models.DecimalField("年租金（万元）", max_digits=10, decimal_places=2, default=Decimal(0))
    document = models.CharField("协议编号", max_length=60, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OFFERED)
    promised_by = models.CharField("约定人", max_length=60, blank=True)

    objects = SpaceUseQuerySet.as_manager()

    class Meta:
        verbose_name = "使用安排"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="space_never_promised_twice",
                expressions=[
                    ("space", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["promised", "agreed"]),
                violation_error_message="这处空间在这段时间里已经约定给别人",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="space_use_ends_after_it_starts",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(state="offered") | ~Q(party=""),
                name="space_use_has_a_party",
                violation_error_message="请写明使用方",
            ),
        ]

    def __str__(self):
        return f"{self.space} {self.get_state_display()}"

    def get_absolute_url(self):
        return self.space.get_absolute_url()

    @property
    def area(self):
        return self.space.area
