"""Where (areas, management organisations), who (staff) and what they may do there (appointments)."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from stdnum.cn import uscc

from accounts.policy import ADMINISTRATORS, BUSINESS, MAY, ORGANISATION_ROLES, Role
from core.models import Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet


def check_uscc(value):
    """Eighteen characters whose last one checks the others (GB 32100-2015)."""
    if not uscc.is_valid(value):
        raise ValidationError("统一社会信用代码应为 18 位，最后一位是校验码，请核对")


class AreaQuerySet(ScopedQuerySet):
    def today(self):
        """Areas in force now."""
        day = timezone.localdate()
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day))

    def districts(self):
        return self.filter(level=Area.Level.DISTRICT)

    def streets(self):
        return self.filter(level=Area.Level.STREET)


class Area(models.Model):
    """行政区划. The statutory code is the primary key and the tree: 3302 ⊃ 330203 ⊃ 330203004 ⊃ 330203004001."""

    class Level(models.TextChoices):
        CITY = "city", "市"
        DISTRICT = "district", "区（县、市）"
        STREET = "street", "街道（镇、乡）"
        NEIGHBORHOOD = "neighborhood", "社区（村）"

    AREA_PATH, PUBLIC_ROWS = "code", EVERYTHING

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=60)
    pinyin = models.CharField("拼音", max_length=200, blank=True)
    level = models.CharField("级别", max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    is_core = models.BooleanField("市六区", default=False)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="现行区划"
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "行政区划"
        ordering = ["code"]
        indexes = [models.Index(fields=["name"], name="area_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gt=models.F("valid_from")),
                name="area_ends_after_it_begins",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def area(self):
        return self

    @property
    def full_name(self):
        """宁波市 is left out: 海曙区白云街道."""
        return self.name if self.parent_id in (None, "3302") else f"{self.parent.full_name}{self.name}"


class FormerArea(models.Model):
    """旧区划: a code or name of an older edition, and today's area for it (none when it was dissolved)."""

    code = models.CharField("旧代码", max_length=12, db_index=True)
    name = models.CharField("旧名称", max_length=60, db_index=True)
    district_name = models.CharField("原属区（县、市）", max_length=60)
    successor = models.ForeignKey(Area, models.PROTECT, null=True, related_name="former", verbose_name="现行区划")
    until = models.DateField("停用日期", null=True)
    note = models.CharField("说明", max_length=80, blank=True)

    class Meta:
        verbose_name = "旧区划"
        ordering = ["code"]

    def __str__(self):
        return f"{self.district_name}{self.name}"


class ManagementOrgQuerySet(models.QuerySet):
    def of(self, area_code):
        """Who runs the programme in an area: the functional zone that manages it, else its district."""
        return self.filter(areas__code__in=[area_code[:n] for n in (6, 9)]).order_by("-areas__code").first()

    def by_area(self):
        """{area code: key of who manages it}; look a street up by its own code first, then by its district's."""
        return dict(self.filter(areas__isnull=False).values_list("areas__code", "pk"))


class ManagementOrg(models.Model):
    """管理机构: who runs the programme on the bureau's side. Functional zones manage areas of several districts."""

    class Kind(models.TextChoices):
        DISTRICT = "district", "区（县、市）"
        ZONE = "zone", "功能区"

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60, unique=True)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    areas = models.ManyToManyField(Area, blank=True, related_name="managed_by", verbose_name="管理范围")
    source = models.CharField("依据", max_length=200, blank=True)

    objects = ManagementOrgQuerySet.as_manager()

    class Meta:
        verbose_name = "管理机构"
        ordering = ["kind", "code"]

    def __str__(self):
        return self.name


class OrganisationQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """A directory: whoever works in the programme finds all of them; outside firms find themselves."""
        return self if user.prefixes else self.filter(pk__in=user.organisations)


class Organisation(Tracked):
    """单位: a department, utility operator or company that takes part (统一社会信用代码: GB 32100-2015)."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "机关、街道"
        UTILITY = "utility", "专业经营单位"
        COMPANY = "company", "企业"
        INSTITUTION = "institution", "事业单位"
        OTHER = "other", "其他"

    AREA_PATH, PUBLIC_ROWS = "pk", NOTHING

    name = models.CharField("单位名称", max_length=80, unique=True)
    uscc = models.CharField(
        "统一社会信用代码", max_length=18, null=True, blank=True, unique=True, validators=[check_uscc]
    )  # noqa: DJ001
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.COMPANY)
    contact = models.CharField("联系人", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ["name"]

    area = None  # an organisation stands in no area

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("projects:organisation", args=[self.pk])


class User(Tracked, AbstractUser):
    """A member of staff. Residents have no accounts."""

    AREA_PATH, PUBLIC_ROWS = "pk", NOTHING
    LOG_SECRET = ("password",)

    display_name = models.CharField("姓名", max_length=40)
    office = models.CharField("单位", max_length=80, blank=True)
    must_change_password = models.BooleanField("须改密码", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", default=timezone.now)

    class Meta(AbstractUser.Meta):
        verbose_name = "账号"

    def __str__(self):
        return self.display_name or self.username

    area = None  # an account stands in no area

    @property
    def password_is_due(self):
        """A first password, or one older than the rule allows, must be changed before anything else."""
        return self.must_change_password or timezone.now() - self.password_changed_at > timedelta(
            days=settings.PASSWORD_DAYS
        )

    @cached_property
    def posts(self):
        """The appointments in force, with what their names need."""
        return list(self.appointments.filter(ended_on=None).select_related("area__parent", "org", "organisation"))

    @cached_property
    def held(self):
        """[(role, area code, managed area code, organisation key)] of the appointments in force, in one query."""
        rows = self.appointments.filter(ended_on=None)
        return list(rows.values_list("role", "area_id", "org__areas", "organisation_id"))

    @cached_property
    def rights(self):
        """[(role, area code)] of the appointments in force: all that a question about rows or acts needs.

        A management organisation stands for the areas it manages; the code is None while it manages none.
        """
        return [(role, area or managed) for role, area, managed, organisation in self.held if organisation is None]

    @cached_property
    def bodies(self):
        """{(role, organisation key)} of the appointments in an organisation."""
        return {(role, organisation) for role, _, _, organisation in self.held if organisation is not None}

    @property
    def organisations(self):
        return {key for _, key in self.bodies}

    @property
    def is_administrator(self):
        """Holds one of the three separated offices."""
        return any(role in ADMINISTRATORS for role, _ in self.rights)

    @cached_property
    def prefixes(self):
        """The area codes of a person's business appointments; every code below them is theirs to see."""
        return sorted({code for role, code in self.rights if role in BUSINESS and code})

    @cached_property
    def main_area(self):
        """The area a person's own pages start from; None for administrators and outside firms."""
        own = [post for post in self.posts if post.role in BUSINESS and not post.organisation_id]
        return next((post.area or post.org.areas.first() for post in own), None)

    @cached_property
    def area_choices(self):
        """[(code, name)] of the districts and streets of a person's business appointments, streets indented."""
        levels = [Area.Level.DISTRICT, Area.Level.STREET]
        own = Area.objects.visible_to(self).today().filter(level__in=levels)
        return [(a.pk, a.name if a.level == Area.Level.DISTRICT else f"　{a.name}") for a in own]

    @property
    def scope_label(self):
        return "、".join(str(post.organisation or post.org or post.area.full_name) for post in self.posts) or "未授权"

    @property
    def role_label(self):
        return "、".join(dict.fromkeys(post.get_role_display() for post in self.posts))

    def rows_of(self, model):
        """The rows of a model under this person's areas, and those that concern their organisations.

        A model that concerns organisations says how: `rows_of_organisations(keys)` gives a condition. One that lies in
        no area (AREA_PATH "") is everybody's.
        """
        if not model.AREA_PATH:
            return EVERYTHING
        own = reduce(or_, (Q(**{f"{model.AREA_PATH}__startswith": code}) for code in self.prefixes), NOTHING)
        theirs = getattr(model, "rows_of_organisations", None)
        return own | theirs(self.organisations) if theirs and self.organisations else own

    def may_somewhere(self, act):
        return any(act in MAY[role] for role, _ in (*self.rights, *self.bodies))

    def may(self, act, obj):
        """Administrators' acts concern no area; business acts must lie under an appointment that allows them.

        An organisation's people act on records that name it in their role: `bodies()` gives {(role, organisation)}.
        """
        if obj.area is None:
            return self.may_somewhere(act)
        code = obj.area.pk
        if any(act in MAY[role] and own and code.startswith(own) for role, own in self.rights):
            return True
        named = obj.bodies() if self.bodies and hasattr(obj, "bodies") else ()
        return any(act in MAY[role] for role, key in self.bodies if (role, key) in named)

    def require(self, act, obj):
        if not self.may(act, obj):
            raise PermissionDenied


class Appointment(Tracked):
    """授权: a role in an area, or in a management organisation, which stands for the areas it manages."""

    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments", verbose_name="账号")
    role = models.CharField("角色", max_length=16, choices=Role)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name="区划")
    org = models.ForeignKey(ManagementOrg, models.PROTECT, null=True, blank=True, verbose_name="管理机构")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="单位"
    )
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        verbose_name = "授权"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area", "org", "organisation"],
                condition=Q(ended_on=None),
                nulls_distinct=False,
                name="appointment_once",
                violation_error_message="这个账号已经有同样的授权",
            ),
            models.CheckConstraint(
                condition=(Q(area=None) ^ Q(org=None)) & Q(organisation=None)
                | Q(area=None, org=None, organisation__isnull=False),
                name="appointment_in_area_or_org",
                violation_error_message="请在区划、管理机构和单位里选一个",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.organisation or self.org or self.area}{self.get_role_display()}"

    def clean(self):
        """The city's role is held in the city alone: some of its acts (thresholds, weights) concern all of it.

        Nobody holds two of the three administrators' offices, nor one of them beside a business role.
        """
        if self.role == Role.CITY and not self.ended_on and (not self.area or self.area.level != Area.Level.CITY):
            raise ValidationError({"role": "市级角色只能授在全市；区县、街道、功能区请选区县或街道角色"})
        if (self.role in ORGANISATION_ROLES) != bool(self.organisation_id):
            raise ValidationError(
                {"organisation": "执法部门、专项工程、施工、监理单位的角色授在单位上，其他角色授在区划或管理机构上"}
            )
        others = set(
            Appointment.objects.filter(user=self.user, ended_on=None).exclude(pk=self.pk).values_list("role", flat=True)
        )
        mixed = (others | {self.role}) & ADMINISTRATORS
        if not self.ended_on and mixed and len(others | {self.role}) > 1:
            raise ValidationError({"role": "系统、安全、审计三个管理员岗位必须由不同的人担任，也不能兼任业务岗位"})


class PasswordHistory(models.Model):
    """The last password hashes, so that an old one cannot come back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "历史密码"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.user} {self.at:%Y-%m-%d}"
