"""The register: communities with their former names, and renovation units."""

from decimal import Decimal
from functools import lru_cache

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse

from accounts.models import Area, ManagementOrg
from accounts.policy import Act
from communities.register.stages import Stage
from core.models import Attachment, Tracked
from core.pinyin import syllables
from core.querysets import EVERYTHING, ScopedQuerySet

CODE = RegexValidator(r"^\d{13,15}$", "小区编号是 13 位数字：9 位街道代码加 4 位顺序号")  # more only beyond 9999


@lru_cache(maxsize=4096)
def spelled(name):
    """双桥 → "sq shuang qiao": sorts by pronunciation, and is found by its initials."""
    read = syllables(name)
    return " ".join(["".join(s[:1] for s in read), *read])[:240]


class RenovationUnit(Tracked):
    """改造单元（片区）: neighbouring communities renewed together under one precinct plan.

    `boundary` is a drawn ring of [longitude, latitude] (GCJ-02); empty: the outline of the members.
    """

    class Typology(models.TextChoices):
        CONTIGUOUS = "contiguous", "连片改造"
        BLOCK = "block", "街区更新"
        SINGLE = "single", "单体小区"
        SCATTERED = "scattered", "零星楼栋"

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING
    LOG_PARTS = ("roster",)

    code = models.CharField("片区编号", max_length=20, unique=True)
    name = models.CharField("片区名称", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="所属区划", related_name="units")
    typology = models.CharField("类型", max_length=12, choices=Typology, default=Typology.CONTIGUOUS)
    boundary = models.JSONField("边界", default=list, blank=True)
    note = models.TextField("说明", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "改造片区"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="unit_name_once_per_area",
                violation_error_message="这个区划里已有同名片区",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("communities:unit", args=[self.pk])

    @property
    def roster(self):
        """{code: "在内"} of the members. They are the unit's own facts: who comes or goes is logged and makes a version
        of its record, though the key stands with the community."""
        return {c.code: "在内" for c in self.communities.all()} if self.pk else {}

    @staticmethod
    def describe_parts():
        """How the log's lines about members read: (part, code, in or None) → (label, words)."""
        return lambda part, code, there: (f"小区 {Community.objects.filter(code=code).first() or code}", there or "—")

    @staticmethod
    def rows_of_organisations(keys):
        """Units in which an organisation has special works."""
        return Q(pk__in=RenovationUnit.objects.filter(communities__special_works__owner__in=keys).values("pk"))


class CommunityQuerySet(ScopedQuerySet):
    def in_core_districts(self):
        """市六区 (administrative 口径)."""
        return self.filter(district__is_core=True)


class Community(Tracked):
    """小区: one residential estate, the unit in which everything is counted (not 社区)."""

    class Structure(models.TextChoices):
        BRICK = "brick_concrete", "砖混"
        FRAME = "frame", "框架"
        SHEAR_WALL = "shear_wall", "剪力墙"
        MIXED = "mixed", "混合"
        OTHER = "other", "其他"

    class PropertyMode(models.TextChoices):
        PROFESSIONAL = "professional", "专业物业"
        COMMITTEE_SELF = "committee_self", "业委会自管"
        RESIDENT_SELF = "resident_self", "居民自管"
        TRUSTEE = "community_trustee", "社区托管"
        STATE_COMPANY = "state_company", "国企接管"
        EMERGENCY = "emergency", "应急物业"
        NONE = "none", "失管"

    class Strategy(models.TextChoices):
        COMPREHENSIVE = "comprehensive", "综合整治"
        DEMOLISH_AND_RENOVATE = "demolish_and_renovate", "拆改结合"
        SELF_RENEWAL = "self_renewal", "自主更新"

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING
    ATTACH_ACT = Act.COMMUNITY_EDIT

    code = models.CharField("小区编号", max_length=15, unique=True, validators=[CODE])
    name = models.CharField("小区名称", max_length=80)
    pinyin = models.CharField("拼音", max_length=240, blank=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name="街道（镇、乡）", related_name="communities")
    district = models.ForeignKey(Area, models.PROTECT, verbose_name="区（县、市）", related_name="+", editable=False)
    neighborhood = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="社区", related_name="+")
    management_org = models.ForeignKey(
        ManagementOrg, models.PROTECT, null=True, blank=True, verbose_name="管理机构", related_name="communities"
    )
    unit = models.ForeignKey(
        RenovationUnit, models.SET_NULL, null=True, blank=True, verbose_name="改造片区", related_name="communities"
    )
    address = models.CharField("地址", max_length=160, blank=True)
    longitude = models.DecimalField(
        "经度", max_digits=9, decimal_places=6, null=True, blank=True, help_text="GCJ-02 坐标"
    )
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    built_year = models.PositiveSmallIntegerField(
        "建成年份", validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    built_year_to = models.PositiveSmallIntegerField(
        "建成年份（止）",
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        help_text="分期建成的，填最后一期的年份",
    )
    floor_area = models.DecimalField(
        "建筑面积（㎡）", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    buildings = models.PositiveIntegerField("楼栋数（幢）", default=0)
    stair_units = models.PositiveIntegerField("单元数（个）", default=0)
    households = models.PositiveIntegerField("户数（户）", default=0)
    residents = models.PositiveIntegerField("人口（人）", null=True, blank=True)
    elderly = models.PositiveIntegerField("60岁以上（人）", null=True, blank=True)
    structure = models.CharField("结构", max_length=16, choices=Structure, blank=True)
    property_mode = models.CharField("物业模式", max_length=20, choices=PropertyMode, blank=True)
    property_company = models.CharField("物业单位", max_length=80, blank=True)
    previous_rounds = models.PositiveSmallIntegerField("已改造轮次", default=0)
    previous_round_note = models.CharField("历次改造", max_length=200, blank=True)
    status = models.CharField("状态", max_length=12, choices=Stage, default=Stage.SURVEY)
    strategy = models.CharField("改造方式", max_length=24, choices=Strategy, blank=True)
    plan_year = models.PositiveSmallIntegerField("计划年度", null=True, blank=True, editable=False)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = "小区"
        ordering = ["code"]
        indexes = [
            models.Index(fields=["status"], name="community_status"),
            models.Index(fields=["built_year"], name="community_built"),
            models.Index(fields=["plan_year"], name="community_plan_year"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="community_name_once_per_street",
                violation_error_message="这个街道已有同名小区",
            ),
            models.CheckConstraint(condition=Q(floor_area__gt=0), name="community_has_floor_area"),
            models.CheckConstraint(condition=Q(district=Left("area_id", 6)), name="community_in_its_street_s_district"),
            models.CheckConstraint(
                condition=Q(code__startswith=F("area_id")),
                name="community_code_begins_with_its_street_s",
                violation_error_message="小区编号的前 9 位要和街道代码一致",
            ),
            models.CheckConstraint(
                condition=Q(built_year_to=None) | Q(built_year_to__gte=F("built_year")),
                name="community_built_in_order",
                violation_error_message="建成年份（止）不能早于建成年份",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None) | Q(longitude__range=(120, 123), latitude__range=(28, 31)),
                name="community_lies_near_ningbo",
                violation_error_message="经纬度不在宁波范围内，请核对是否填反",
            ),
            models.CheckConstraint(
                condition=Q(elderly=None) | Q(residents=None) | Q(elderly__lte=F("residents")),
                name="community_elderly_among_residents",
                violation_error_message="60岁以上人数不能多于人口",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("communities:detail", args=[self.pk])

    def derive(self):
        """Set what follows from other fields: the district from the street, the sorting key from the name."""
        self.district_id = self.area_id[:6]
        self.pinyin = spelled(self.name)


class FormerName(Tracked):
    """曾用名: an old name still finds the community."""

    AREA_PATH, PUBLIC_ROWS = "community__area__code", EVERYTHING

    community = models.ForeignKey(Community, models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=80)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "曾用名"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="former_name_once")]

    def __str__(self):
        return self.name

    @property
    def area(self):
        return self.community.area
