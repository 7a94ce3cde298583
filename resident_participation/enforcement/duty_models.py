"""执法事项清单: which department answers for what inside communities, who that is in a district, what streets may do.

宁波市住宅小区物业管理条例（2021）第七十八条: the city publishes the list of enforcement duties of the departments;
浙江省综合行政执法条例（2022）第七至九条: districts may hand matters to streets that can deal with them.
"""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Area, Organisation
from core.models import Threshold, Tracked
from core.querysets import EVERYTHING, ScopedQuerySet

WORKING_DAYS = {"validators": [MinValueValidator(1), MaxValueValidator(250)]}


class Department(models.TextChoices):
    """The departments that article 78 names (traffic police apart, as it has crews of its own), and the street."""

    CITY_MANAGEMENT = "city_management", "综合行政执法"
    HOUSING = "housing", "住房和城乡建设"
    PLANNING = "planning", "自然资源和规划"
    POLICE = "police", "公安"
    TRAFFIC = "traffic", "公安交警"
    FIRE = "fire", "消防救援"
    MARKET = "market", "市场监督管理"
    ENVIRONMENT = "environment", "生态环境"
    CIVIL_DEFENCE = "civil_defence", "人民防空"
    STREET = "street", "街道综合行政执法队"


class DutyQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The list is published: open to everybody."""
        return self

    def on(self, day):
        """The version of each matter that counts on a day; a matter taken off the list by then is left out."""
        newest = self.filter(valid_from__lte=day).order_by("code", "-valid_from").distinct("code")
        return self.filter(pk__in=newest.values("pk"), listed=True)


class EnforcementDuty(Tracked):
    """执法事项: a matter, the department that leads, those that assist, and the clocks. A change is a new row.

    Days are working days from the day on which the case is handed to the department.
    """

    AREA_PATH, PUBLIC_ROWS = "pk", EVERYTHING
    area = None  # the whole city's

    code = models.CharField(
        "代码", max_length=30, validators=[RegexValidator(r"^[a-z][a-z_]*$", "代码用小写字母和下划线")]
    )
    name = models.CharField("事项", max_length=40)
    lead = models.CharField("主管部门", max_length=20, choices=Department)
    assists = ArrayField(
        models.CharField(max_length=20, choices=Department), verbose_name="配合部门", default=list, blank=True
    )
    visit_days = models.PositiveSmallIntegerField("首次到场（工作日）", **WORKING_DAYS)
    settle_days = models.PositiveSmallIntegerField("办结（工作日）", **WORKING_DAYS)
    order = models.PositiveSmallIntegerField("次序", default=0)
    listed = models.BooleanField("列在清单里", default=True)
    source = models.CharField("依据", max_length=200)
    clause = models.CharField("条款", max_length=300, blank=True)
    trust = models.CharField("可信程度", max_length=6, choices=Threshold.Trust)
    valid_from = models.DateField("启用日期")

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = "执法事项"
        ordering = ["order", "code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="enforcement_duty_once_a_day",
                violation_error_message="这一天已经有这个事项的一个版本",
            ),
            models.CheckConstraint(
                condition=Q(visit_days__lte=F("settle_days")),
                name="enforcement_visit_before_settlement",
                violation_error_message="首次到场的天数不能多于办结的天数",
            ),
            models.CheckConstraint(
                condition=~Q(lead="street"),
                name="enforcement_duty_is_a_department_s",
                violation_error_message="主管部门选市、区的部门；交给街道的，在“赋权街道”里登记",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("resident_participation:enforcement_duties")

    @property
    def assisting(self):
        """综合行政执法、公安."""
        return "、".join(str(Department(code).label) for code in self.assists)


class EnforcementBody(Tracked):
    """执法单位: the organisation that is a department in an area; of two, the one of the narrower area counts."""

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    department = models.CharField("部门", max_length=20, choices=Department)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "执法单位"
        ordering = ["area", "department"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "department"],
                name="one_enforcement_body_of_an_area",
                violation_error_message="这个区划的这个部门已经登记了单位，请在原来那条上修改",
            )
        ]

    def __str__(self):
        return f"{self.area}{self.get_department_display()}"

    def get_absolute_url(self):
        return reverse("resident_participation:enforcement_bodies")


class PowerQuerySet(ScopedQuerySet):
    def on(self, day):
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class StreetPower(Tracked):
    """赋权街道: a district handed a matter to its streets, or to one of them, by a published document."""

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    matter = models.CharField("事项代码", max_length=30)
    document = models.CharField("文号", max_length=80)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停止日期", null=True, blank=True)

    objects = PowerQuerySet.as_manager()

    class Meta:
        verbose_name = "赋权街道"
        ordering = ["area", "matter", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "matter"],
                condition=Q(valid_to=None),
                name="one_running_power_of_a_matter",
                violation_error_message="这个事项已经赋权，正在执行",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="street_power_ends_after_it_begins",
                violation_error_message="停止日期要晚于启用日期",
            ),
        ]

    def __str__(self):
        return f"{self.area}：{self.matter}"

    def get_absolute_url(self):
        return reverse("resident_participation:enforcement_bodies")
