"""底数: the list of communities to renovate is a series of versions, each with the figures of its day (DOMAIN §0.3)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Area
from accounts.policy import Act
from communities.register.models import Community
from core.models import Tracked
from core.querysets import ScopedQuerySet


class BaselineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Adopted versions are open to everybody; a draft is seen by those who write it."""
        return self if user.may_somewhere(Act.BASELINE_EDIT) else self.exclude(adopted_on=None)


class Baseline(Tracked):
    """A version of the list (2019: 568 communities; 2020: 699). Once adopted it does not move."""

    code = models.CharField("版本", max_length=20, unique=True)
    name = models.CharField("名称", max_length=80)
    as_of = models.DateField("截至日期")
    document = models.CharField("文件依据", max_length=160, blank=True)
    adopted_on = models.DateField("确认日期", null=True, blank=True, editable=False)
    is_current = models.BooleanField("现行", default=False, editable=False)

    objects = BaselineQuerySet.as_manager()
    area = None  # the whole city's

    class Meta:
        verbose_name = "底数版本"
        ordering = ["as_of"]
        constraints = [
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="one_current_baseline"),
            models.CheckConstraint(condition=~Q(is_current=True, adopted_on=None), name="current_baseline_is_adopted"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("communities:baseline", args=[self.code])


class BaselineMemberQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those of the versions that the person may see: a draft is not for everybody below."""
        return super().visible_to(user).filter(baseline__in=Baseline.objects.visible_to(user))

    def standing(self):
        """The communities that a version counts."""
        return self.filter(change__in=BaselineMember.STANDING)


class BaselineMember(Tracked):
    """A community in (or leaving) a version: what happened to it since the version before, why, and its figures then.

    The copied figures reproduce the version whatever becomes of the community afterwards.
    """

    class Change(models.TextChoices):
        KEPT = "kept", "保留"
        ADDED = "added", "新增"
        MERGED = "merged", "合并形成"
        SPLIT = "split", "拆分形成"
        MERGED_AWAY = "merged_away", "并入其他小区"
        SPLIT_AWAY = "split_away", "拆分后取消"
        WITHDRAWN = "withdrawn", "退出"

    STANDING = (Change.KEPT, Change.ADDED, Change.MERGED, Change.SPLIT)
    COPIED = ("name", "area", "built_year", "floor_area", "buildings", "households")
    AREA_PATH, PUBLIC_ROWS = "area__code", Q(baseline__adopted_on__isnull=False)

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="members", verbose_name="底数版本")
    community = models.ForeignKey(Community, models.PROTECT, related_name="baselines", verbose_name="小区")
    change = models.CharField("变化", max_length=12, choices=Change, default=Change.KEPT)
    reason = models.CharField("原因", max_length=200, blank=True)
    related = models.ManyToManyField(Community, blank=True, related_name="+", verbose_name="相关小区")
    name = models.CharField("当时名称", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="当时街道")
    built_year = models.PositiveSmallIntegerField("建成年份")
    floor_area = models.DecimalField("建筑面积（㎡）", max_digits=12, decimal_places=2)
    buildings = models.PositiveIntegerField("楼栋数（幢）", default=0)
    households = models.PositiveIntegerField("户数（户）", default=0)

    objects = BaselineMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "底数成员"
        ordering = ["baseline", "community__code"]
        indexes = [models.Index(fields=["baseline", "change"], name="baseline_member_change")]
        constraints = [
            models.UniqueConstraint(fields=["baseline", "community"], name="baseline_member_once"),
            models.CheckConstraint(
                condition=Q(change="kept") | ~Q(reason=""),
                name="baseline_change_has_a_reason",
                violation_error_message="新增、合并、拆分、退出的小区请写原因",
            ),
        ]

    def __str__(self):
        return f"{self.baseline} {self.name}"

    def copy_facts(self):
        """Take the community's figures as they are now."""
        for field in self.COPIED:
            setattr(self, field, getattr(self.community, field))
