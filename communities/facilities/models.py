"""公共设施: what serves communities, inside their walls or outside. Standards per kind are threshold rows."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from accounts.models import Area
from accounts.policy import Act
from communities.completeness.models import CompletenessItem
from communities.register.models import Community
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, ScopedQuerySet


class FacilityKind(models.Model):
    """设施种类 (GB 50180-2018). Its figures are threshold rows: facility.<code>.radius, .per_1000, .floor_area."""

    class Tier(models.TextChoices):
        FIFTEEN = "15", "十五分钟生活圈"
        TEN = "10", "十分钟生活圈"
        FIVE = "5", "五分钟生活圈"
        BLOCK = "block", "居住街坊"

    class Supply(models.TextChoices):
        """What is counted when supply is set against demand."""

        FLOOR_AREA = "floor_area", "建筑面积（㎡）"
        SITE_AREA = "site_area", "用地面积（㎡）"
        CAPACITY = "capacity", "数量"

    code = models.CharField("代码", max_length=20, primary_key=True)
    name = models.CharField("种类", max_length=40)
    tier = models.CharField("生活圈", max_length=6, choices=Tier)
    supply = models.CharField("供给按什么算", max_length=10, choices=Supply, default=Supply.FLOOR_AREA)
    capacity_unit = models.CharField("数量单位", max_length=6, blank=True)  # 床、位、个
    item = models.ForeignKey(
        CompletenessItem, models.PROTECT, null=True, blank=True, related_name="kinds", verbose_name="完整社区项目"
    )
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "设施种类"
        ordering = ["order"]

    def __str__(self):
        return self.name

    @property
    def unit(self):
        """What a supply of this kind is counted in."""
        return self.capacity_unit if self.supply == self.Supply.CAPACITY else "㎡"


class Facility(Tracked):
    """公共设施. It counts for every community within its radius, whoever's wall it stands behind."""

    class State(models.TextChoices):
        PLANNED = "planned", "规划"
        BUILDING = "building", "在建"
        OPEN = "open", "开放"
        CLOSED = "closed", "停用"

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING
    ATTACH_ACT = Act.FACILITY_EDIT

    code = models.CharField("设施编号", max_length=20, unique=True, editable=False)
    kind = models.ForeignKey(FacilityKind, models.PROTECT, related_name="facilities", verbose_name="种类")
    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="facilities", verbose_name="街道（镇、乡）")
    address = models.CharField("地址", max_length=160, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, help_text="GCJ-02 坐标")
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6)
    floor_area = models.DecimalField("建筑面积（㎡）", max_digits=10, decimal_places=2, null=True, blank=True)
    site_area = models.DecimalField("用地面积（㎡）", max_digits=12, decimal_places=2, null=True, blank=True)
    capacity = models.PositiveIntegerField(
        "数量", null=True, blank=True, help_text="床位、托位、泊位等，按种类", validators=[MinValueValidator(0)]
    )
    operator = models.CharField("运营单位", max_length=80, blank=True)
    hours = models.CharField("开放时间", max_length=80, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    opened_on = models.DateField("开放日期", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "公共设施"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["kind", "area"], name="facility_kind_area"),
            # "within so many metres of here" is asked by box first; PostgreSQL's own point needs no extension
            GistIndex(
                Func(F("longitude"), F("latitude"), function="point", template="point(%(expressions)s)"),
                condition=Q(state="open"),
                name="facility_place",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"],
                name="facility_once_per_street",
                violation_error_message="这个街道已有同名同类的设施",
            ),
            models.CheckConstraint(
                condition=Q(longitude__range=(120, 123), latitude__range=(28, 31)),
                name="facility_lies_near_ningbo",
                violation_error_message="经纬度不在宁波范围内，请核对是否填反",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("communities:facility", args=[self.pk])

    @property
    def size(self):
        """As its kind is counted: floor area, site area or pieces; None when nobody wrote it down."""
        return getattr(self, self.kind.supply)


class NetworkDistance(Tracked):
    """步行距离: measured along the streets; it replaces straight line × detour factor for this pair."""

    AREA_PATH, PUBLIC_ROWS = "community__area__code", EVERYTHING

    community = models.ForeignKey(Community, models.CASCADE, related_name="distances", verbose_name="小区")
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="distances", verbose_name="设施")
    metres = models.DecimalField(
        "步行距离（米）", max_digits=7, decimal_places=1, validators=[MinValueValidator(Decimal(0))]
    )
    source = models.CharField("来源", max_length=120)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "步行距离"
        ordering = ["community", "metres"]
        constraints = [models.UniqueConstraint(fields=["community", "facility"], name="one_distance_per_pair")]

    def __str__(self):
        return f"{self.community}—{self.facility} {self.metres} 米"

    @property
    def area(self):
        return self.community.area
