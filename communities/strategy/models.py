"""改造方式决定: 宜改则改、宜拆则拆. Each is a record of its own with evidence and reason; the last one holds."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from accounts.policy import Act
from communities.register.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet

FACTS = ("建成年份", "规模", "楼栋年代", "房屋安全", "非成套住宅", "完整社区", "缺", "部分达标")  # as they are read


class DecisionQuerySet(ScopedQuerySet):
    def holding(self):
        """The last of each community; earlier ones are history."""
        ranked = StrategyDecision.objects.filter(community=OuterRef("community")).order_by("-decided_on", "-pk")
        return self.filter(pk=Subquery(ranked.values("pk")[:1]))


class StrategyDecision(Tracked):
    """Why a community is improved, partly rebuilt or rebuilt by its owners; never changed, only followed by another."""

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    ATTACH_ACT = Act.STRATEGY_DECIDE

    community = models.ForeignKey(Community, models.PROTECT, related_name="decisions", verbose_name="小区")
    strategy = models.CharField("改造方式", max_length=24, choices=Community.Strategy)
    evidence = models.TextField("依据", help_text="鉴定报告、调查结果、居民意见等")
    reason = models.TextField("理由", help_text="为什么这个小区适合这样改")
    reason_key = models.CharField("理由指纹", max_length=64, editable=False, db_index=True)
    decided_by = models.CharField("决定人（机构）", max_length=80)
    decided_on = models.DateField("决定日期")
    facts = models.JSONField("当时情况", default=dict, editable=False)  # {label: words}, as the portal knew them
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "改造方式决定"
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["community", "-decided_on", "-id"], name="strategy_last")]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="strategy_has_a_reason")]

    def __str__(self):
        return f"{self.community} {self.get_strategy_display()}"

    def get_absolute_url(self):
        return reverse("communities:strategy", args=[self.community_id])

    @property
    def facts_in_order(self):
        """[(label, words)]: the database does not keep the order of a JSON object."""
        return [(label, self.facts[label]) for label in FACTS if label in self.facts]

    @property
    def area(self):
        return self.community.area
