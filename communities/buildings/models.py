"""楼栋与单元: what a community consists of. Its totals are reconciled with these, never overwritten by them."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.register.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet


class Building(Tracked):
    """楼栋（幢）."""

    class Roof(models.TextChoices):
        FLAT = "flat", "平屋面"
        PITCHED = "pitched", "坡屋面"
        FLAT_TO_PITCHED = "flat_to_pitched", "平改坡"

    class Facade(models.TextChoices):
        PAINT = "paint", "涂料"
        TILE = "tile", "面砖"
        MOSAIC = "mosaic", "马赛克"
        RENDER = "render", "水刷石"
        BRICK = "brick", "清水砖墙"
        OTHER = "other", "其他"

    class Grade(models.TextChoices):
        """房屋安全鉴定等级 (危险房屋鉴定标准 JGJ 125)."""

        A = "A", "A级（无危险）"
        B = "B", "B级（有危险点）"
        C = "C", "C级（局部危险）"
        D = "D", "D级（整幢危险）"

    class Hazard(models.TextChoices):
        FACADE = "facade", "外墙脱落"
        ROOF = "roof", "屋面渗漏"
        CRACK = "crack", "墙体开裂"
        BALCONY = "balcony", "阳台破损"
        TERMITES = "termites", "白蚁"
        WIRING = "wiring", "电线老化"
        GAS = "gas", "燃气管老化"
        STAIRS = "stairs", "楼道堆物堵塞"
        SETTLEMENT = "settlement", "沉降倾斜"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    ATTACH_ACT = Act.BUILDING_EDIT

    community = models.ForeignKey(Community, models.PROTECT, related_name="blocks", verbose_name="小区")
    number = models.CharField("幢号", max_length=20)
    built_year = models.PositiveSmallIntegerField(
        "建成年份", null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    storeys = models.PositiveSmallIntegerField("地上层数", validators=[MinValueValidator(1), MaxValueValidator(60)])
    structure = models.CharField("结构", max_length=16, choices=Community.Structure, blank=True)
    stair_units = models.PositiveSmallIntegerField("单元数（个）", default=0)
    households = models.PositiveIntegerField("户数（户）", default=0)
    floor_area = models.DecimalField(
        "建筑面积（㎡）", max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    roof = models.CharField("屋面", max_length=16, choices=Roof, blank=True)
    facade = models.CharField("外墙", max_length=8, choices=Facade, blank=True)
    lifts = models.PositiveSmallIntegerField("电梯（部）", default=0)
    self_contained = models.BooleanField("成套住宅", default=True, help_text="每户有独立厨房和卫生间")
    grade = models.CharField("安全等级", max_length=1, choices=Grade, blank=True)
    appraised_on = models.DateField("最近鉴定日期", null=True, blank=True)
    hazards = ArrayField(models.CharField(max_length=12, choices=Hazard), verbose_name="隐患", default=list, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "楼栋"
        ordering = ["community", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "number"],
                name="building_number_once",
                violation_error_message="这个小区已有同样的幢号",
            ),
            models.CheckConstraint(condition=Q(floor_area__gt=0), name="building_has_floor_area"),
            models.CheckConstraint(
                condition=Q(grade="") | Q(appraised_on__isnull=False),
                name="graded_building_was_appraised",
                violation_error_message="填了安全等级，请同时填鉴定日期",
            ),
        ]

    def __str__(self):
        return f"{self.community} {self.number}"

    def get_absolute_url(self):
        return reverse("communities:building", args=[self.pk])

    @property
    def hazard_words(self):
        return [self.Hazard(code).label for code in self.hazards]

    @property
    def area(self):
        return self.community.area


class StairUnit(Tracked):
    """单元（梯）: the stair that a lift would serve; whether one may be added is judged by `buildings.lifts`."""

    class Site(models.TextChoices):
        """Is there room outside the stair for a lift shaft, and what stands in the way?"""

        FREE = "free", "有空间"
        PIPES = "pipes", "有管线需迁改"
        NONE = "none", "没有空间"

    AREA_PATH, PUBLIC_ROWS = "building__community__area__code", NOTHING

    building = models.ForeignKey(Building, models.PROTECT, related_name="units", verbose_name="楼栋")
    number = models.CharField("单元号", max_length=20)
    storeys = models.PositiveSmallIntegerField("层数", validators=[MinValueValidator(1), MaxValueValidator(60)])
    flats_per_floor = models.PositiveSmallIntegerField("每层户数", default=2)
    has_lift = models.BooleanField("已有电梯", default=False)
    single_owner = models.BooleanField("单一产权人", default=False)
    legal_title = models.BooleanField("有合法权属证明", null=True, blank=True)
    in_expropriation = models.BooleanField("列入征收计划或范围", null=True, blank=True)
    negative_list = models.CharField("负面清单情形", max_length=120, blank=True, help_text="不在负面清单内就空着")
    site = models.CharField("加梯场地", max_length=8, choices=Site, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "单元"
        ordering = ["building", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "number"],
                name="stair_unit_number_once",
                violation_error_message="这幢楼已有同样的单元号",
            )
        ]

    def __str__(self):
        return f"{self.building}{self.number}"

    def get_absolute_url(self):
        return self.building.get_absolute_url()

    @property
    def area(self):
        return self.building.area


class CountExplanation(Tracked):
    """差异说明: why a community's total differs from the sum of its buildings, said by a named person.

    Holds for the two numbers it was said about; when either moves, the difference is open again.
    """

    class Quantity(models.TextChoices):
        BUILDINGS = "buildings", "楼栋数"
        STAIR_UNITS = "stair_units", "单元数"
        HOUSEHOLDS = "households", "户数"
        FLOOR_AREA = "floor_area", "建筑面积"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING

    community = models.ForeignKey(Community, models.PROTECT, related_name="count_explanations", verbose_name="小区")
    quantity = models.CharField("项目", max_length=12, choices=Quantity)
    recorded = models.DecimalField("档案数", max_digits=12, decimal_places=2)
    counted = models.DecimalField("楼栋合计", max_digits=12, decimal_places=2)
    reason = models.CharField("差异原因", max_length=200)
    by_name = models.CharField("说明人", max_length=60)
    at = models.DateTimeField("说明时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "差异说明"
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["community", "quantity"], name="one_explanation_per_quantity")]

    def __str__(self):
        return f"{self.community} {self.get_quantity_display()}"

    @property
    def area(self):
        return self.community.area
