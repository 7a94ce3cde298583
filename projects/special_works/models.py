"""专项工程: works of all departments and operators, where they dig, when they may, and where they clash."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from accounts.policy import Act
from communities.models import Building, Community, RenovationUnit
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.money.models import MONEY
from projects.register.models import Project


class SpecialKind(models.Model):
    """专项工程种类; `layer` orders digging, deep before shallow (DOMAIN §5.3); a table."""

    code = models.CharField("代码", max_length=16, primary_key=True)
    name = models.CharField("种类", max_length=24, unique=True)
    excavates = models.BooleanField("一般要开挖", default=False)
    layer = models.PositiveSmallIntegerField("施工层次", default=0)
    lead = models.CharField("牵头部门", max_length=40, blank=True)

    class Meta:
        verbose_name = "专项种类"
        ordering = ["layer", "code"]

    def __str__(self):
        return self.name


class SitePlace(Tracked):
    """施工地点: a stretch of road, a block or a building of a community, where works can meet."""

    class Kind(models.TextChoices):
        ROAD = "road", "路段"
        BLOCK = "block", "地块"
        BUILDING = "building", "楼栋"
        WHOLE = "whole", "整个小区"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", EVERYTHING

    community = models.ForeignKey(Community, models.PROTECT, related_name="site_places", verbose_name="小区")
    kind = models.CharField("类型", max_length=8, choices=Kind)
    name = models.CharField("地点", max_length=60)
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="楼栋")
    households = models.PositiveIntegerField("影响户数", default=0)
    length = models.PositiveIntegerField("长度（米）", default=0)
    fire_lane = models.BooleanField("消防车通道", default=False)
    line = models.JSONField("位置", null=True, blank=True)  # [[lon, lat], …] GCJ-02

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "施工地点"
        ordering = ["community__code", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                name="place_name_once_per_community",
                violation_error_message="这个小区已有同名地点",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{reverse('projects:special_works')}?place={self.pk}"

    @property
    def area(self):
        return self.community.area

    @staticmethod
    def rows_of_organisations(keys):
        return Q(community__in=Community.objects.filter(shared_with(keys)))


def shared_with(keys):
    """Communities in whose unit, or in which, an organisation has works: it must see what it could clash with."""
    own = SpecialWork.objects.filter(owner__in=keys)
    units = own.exclude(community__unit=None).values("community__unit")
    return Q(pk__in=own.values("community")) | Q(unit__in=units)


class SpecialWork(Tracked):
    """One special work in one community: filed as a forward intent first, before there is a project.

    It may move between `earliest` and `latest`; `starts_on`–`ends_on` is where it stands now, `filed_from`–`filed_to`
    where its owner had put it before it was coordinated.
    """

    class State(models.TextChoices):
        INTENT = "intent", "意向"
        COMMITTED = "committed", "已落实"
        IN_WORKS = "in_works", "施工中"
        DONE = "done", "已完工"
        CANCELLED = "cancelled", "已取消"

    class Restorer(models.TextChoices):
        OWNER = "owner", "实施单位恢复"
        PROJECT = "project", "改造项目统一恢复"
        NONE = "none", "不需恢复"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.INTENT, Act.WORK_COMMIT): State.COMMITTED,
            (State.COMMITTED, Act.WORK_START): State.IN_WORKS,
            (State.IN_WORKS, Act.WORK_FINISH): State.DONE,
            (State.INTENT, Act.WORK_CANCEL): State.CANCELLED,
            (State.COMMITTED, Act.WORK_CANCEL): State.CANCELLED,
        },
    )
    MOVABLE = (State.INTENT, State.COMMITTED)
    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    ATTACH_ACT = Act.WORK_FILE

    code = models.CharField("编号", max_length=20, unique=True, editable=False)
    name = models.CharField("名称", max_length=80)
    kind = models.ForeignKey(SpecialKind, models.PROTECT, related_name="works", verbose_name="种类")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="special_works", verbose_name="实施单位")
    community = models.ForeignKey(Community, models.PROTECT, related_name="special_works", verbose_name="小区")
    places = models.ManyToManyField(SitePlace, related_name="works", verbose_name="施工地点")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="special_works", verbose_name="改造项目"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.INTENT)
    excavates = models.BooleanField("需要开挖", default=False)
    depth = models.DecimalField("开挖深度（米）", max_digits=4, decimal_places=2, null=True, blank=True)
    closes_road = models.BooleanField("占用或封闭道路", default=False)
    outage = models.CharField("停水停电停气", max_length=60, blank=True)
    earliest = models.DateField("最早开工")
    latest = models.DateField("最晚完工")
    starts_on = models.DateField("计划开工")
    ends_on = models.DateField("计划完工")
    filed_from = models.DateField("申报的开工日期", editable=False)
    filed_to = models.DateField("申报的完工日期", editable=False)
    predecessors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="successors")
    restorer = models.CharField("路面恢复", max_length=8, choices=Restorer, default=Restorer.OWNER)
    budget = models.DecimalField("投资（万元）", default=0, **MONEY)
    percent = models.PositiveSmallIntegerField("进度（%）", default=0, validators=[MaxValueValidator(100)])
    note = models.CharField("说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "专项工程"
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["community", "state"], name="special_work_community")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="special_work_in_order",
                violation_error_message="计划完工不能早于计划开工",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("earliest"), ends_on__lte=F("latest")),
                name="special_work_in_its_window",
                violation_error_message="计划开工、完工要在最早开工和最晚完工之间",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("projects:special_work", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    def bodies(self):
        return {("utility", self.owner_id)}

    @staticmethod
    def rows_of_organisations(keys):
        return Q(community__in=Community.objects.filter(shared_with(keys)).values("pk"))


class ConflictRule(Tracked):
    """冲突规则: when two works at one place clash; a table, each row with its source."""

    class Kind(models.TextChoices):
        DIG_TWICE = "dig_twice", "重复开挖"
        ORDER = "order", "先后颠倒"
        FIRE_LANE = "fire_lane", "堵塞消防车通道"
        PREDECESSOR = "predecessor", "前置工程未完"

    AREA_PATH, PUBLIC_ROWS = "pk", EVERYTHING

    code = models.CharField("代码", max_length=24, unique=True)
    kind = models.CharField("类型", max_length=12, choices=Kind)
    first = models.CharField("应先做（* 为所有开挖）", max_length=16, blank=True)
    then = models.CharField("应后做", max_length=16, blank=True)
    days = models.PositiveSmallIntegerField("间隔内算冲突（天）", default=0)
    words = models.CharField("说明", max_length=120)
    source = models.CharField("依据", max_length=200)
    active = models.BooleanField("启用", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "冲突规则"
        ordering = ["code"]

    area = None  # the rules hold for the whole city

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("projects:conflict_rules")


class ClashAnswer(Tracked):
    """How a clash is dealt with when no work is moved: a meeting, or kept with a reason."""

    class Answer(models.TextChoices):
        MEETING = "meeting", "会商中"
        KEPT = "kept", "说明理由保留"

    AREA_PATH, PUBLIC_ROWS = "place__community__area__code", NOTHING

    rule = models.ForeignKey(ConflictRule, models.PROTECT, related_name="+", verbose_name="规则")
    place = models.ForeignKey(SitePlace, models.PROTECT, related_name="+", verbose_name="地点")
    first = models.ForeignKey(SpecialWork, models.PROTECT, related_name="+", verbose_name="先")
    second = models.ForeignKey(SpecialWork, models.PROTECT, related_name="+", verbose_name="后")
    answer = models.CharField("处理", max_length=8, choices=Answer)
    reason = models.CharField("理由", max_length=200, blank=True)
    meeting_on = models.DateField("会商日期", null=True, blank=True)
    answered_by = models.CharField("处理人", max_length=60, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "冲突处理"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "place", "first", "second"], name="clash_answer_once"),
            models.CheckConstraint(
                condition=~Q(answer="kept") | ~Q(reason=""),
                name="kept_clash_says_why",
                violation_error_message="请写明保留的理由",
            ),
            models.CheckConstraint(
                condition=~Q(answer="meeting") | Q(meeting_on__isnull=False),
                name="clash_meeting_has_a_day",
                violation_error_message="请填会商日期",
            ),
        ]

    def __str__(self):
        return f"{self.place}：{self.first}与{self.second}"

    @property
    def area(self):
        return self.place.community.area


class Clash(models.Model):
    """冲突 as computed, place by place; not a record of its own, so it comes and goes with the works' dates."""

    AREA_PATH, PUBLIC_ROWS = "place__community__area__code", NOTHING

    rule = models.ForeignKey(ConflictRule, models.PROTECT, related_name="+", verbose_name="规则")
    kind = models.CharField("类型", max_length=12, choices=ConflictRule.Kind)
    place = models.ForeignKey(SitePlace, models.CASCADE, related_name="clashes", verbose_name="地点")
    first = models.ForeignKey(SpecialWork, models.CASCADE, related_name="clashes_before", verbose_name="先")
    second = models.ForeignKey(SpecialWork, models.CASCADE, related_name="clashes_after", verbose_name="后")
    starts_on = models.DateField("自")
    ends_on = models.DateField("至")
    days = models.PositiveIntegerField("天数")
    noticed_on = models.DateField("发现日期", default=timezone.localdate)
    answer = models.ForeignKey(
        ClashAnswer, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="处理"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "施工冲突"
        ordering = ["starts_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["rule", "place", "first", "second"], name="clash_once")]

    def __str__(self):
        return f"{self.place}：{self.first}与{self.second}{self.get_kind_display()}"

    def get_absolute_url(self):
        unit = self.place.community.unit_id
        return reverse("projects:unit_works", args=[unit]) if unit else self.first.get_absolute_url()

    @property
    def area(self):
        return self.place.community.area

    @staticmethod
    def rows_of_organisations(keys):
        return Q(first__owner__in=keys) | Q(second__owner__in=keys)


class Coordination(Tracked):
    """统筹施工方案 of a unit, or of a project in no unit (建办城〔2021〕50号); frozen when approved.

    `works` is the schedule as approved, `measures` what it saves: see projects.special_works.coordination.
    """

    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING
    ATTACH_ACT = Act.COORDINATION_APPROVE

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+", verbose_name="区划")
    unit = models.ForeignKey(
        RenovationUnit, models.PROTECT, null=True, blank=True, related_name="coordinations", verbose_name="改造片区"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="coordinations", verbose_name="改造项目"
    )
    number = models.PositiveSmallIntegerField("第几版")
    works = models.JSONField("工程安排", default=list, blank=True)
    measures = models.JSONField("统筹效果", default=dict, blank=True)
    document = models.CharField("文号", max_length=80)
    approved_on = models.DateField("批准日期")
    approved_by = models.CharField("批准人", max_length=60)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "统筹施工方案"
        ordering = ["-approved_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "project", "number"], nulls_distinct=False, name="coordinations_are_numbered"
            ),
            models.CheckConstraint(condition=Q(unit=None) ^ Q(project=None), name="coordination_of_unit_or_project"),
        ]

    def __str__(self):
        return f"{self.unit or self.project}统筹施工方案（第 {self.number} 版）"

    def get_absolute_url(self):
        return reverse("projects:coordination", args=[self.pk])


class Proposals(models.Model):
    """统筹效果和建议 of a site, a unit or a community in none: measured at every change, solved when somebody looks."""

    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING

    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="+")
    unit = models.OneToOneField(RenovationUnit, models.CASCADE, null=True, related_name="proposals")
    community = models.OneToOneField(Community, models.CASCADE, null=True, related_name="proposals")
    fingerprint = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "统筹建议"

    def __str__(self):
        return f"{self.unit or self.community}统筹建议"
