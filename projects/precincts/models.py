"""片区方案 (一片区一方案): what a unit needs together, how it is met, in versions that are approved."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.policy import Act
from communities.models import FacilityKind, RenovationUnit, StockSpace
from core.models import Attachment, Tracked
from core.querysets import ScopedQuerySet
from core.states import Lifecycle
from projects.register.models import Project


class PrecinctPlan(Tracked):
    """One version of a unit's plan. When approved, `content` keeps its members, facilities, works, money."""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        SUBMITTED = "submitted", "报审中"
        APPROVED = "approved", "已批准"
        SUPERSEDED = "superseded", "已被替代"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.DRAFT, Act.PRECINCT_SUBMIT): State.SUBMITTED,
            (State.SUBMITTED, Act.PRECINCT_RETURN): State.DRAFT,
            (State.SUBMITTED, Act.PRECINCT_APPROVE): State.APPROVED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "unit__area__code", Q(state="approved")
    ATTACH_ACT = Act.PRECINCT_EDIT

    unit = models.ForeignKey(RenovationUnit, models.PROTECT, related_name="plans", verbose_name="改造片区")
    number = models.PositiveSmallIntegerField("第几版")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    goals = models.TextField("改造目标", blank=True)
    layout = models.TextField("空间和交通安排", blank=True)
    management = models.TextField("建成后怎么管", blank=True)
    starts_on = models.DateField("计划开始", null=True, blank=True)
    ends_on = models.DateField("计划完成", null=True, blank=True)
    content = models.JSONField("批准时的内容", default=dict, blank=True)
    document = models.CharField("批准文号", max_length=80, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "片区方案"
        ordering = ["unit", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="precinct_plans_are_numbered"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state__in=["draft", "submitted"]),
                name="one_open_precinct_plan",
                violation_error_message="这个片区已有一份在编的方案",
            ),
            models.UniqueConstraint(fields=["unit"], condition=Q(state="approved"), name="one_approved_precinct_plan"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="precinct_plan_in_order",
                violation_error_message="计划完成不能早于计划开始",
            ),
        ]

    def __str__(self):
        return f"{self.unit}方案（第 {self.number} 版）"

    def get_absolute_url(self):
        return reverse("projects:precinct_plan", args=[self.pk])

    @property
    def area(self):
        return self.unit.area


class ElementRequirement(Tracked):
    """公共要素配置要求: what the unit must receive, how much, and by what it is met."""

    class State(models.TextChoices):
        OPEN = "open", "未落实"
        PLANNED = "planned", "已安排"
        MET = "met", "已建成"

    AREA_PATH, PUBLIC_ROWS = "plan__unit__area__code", Q(plan__state="approved")

    plan = models.ForeignKey(PrecinctPlan, models.CASCADE, related_name="elements", verbose_name="片区方案")
    kind = models.ForeignKey(FacilityKind, models.PROTECT, related_name="+", verbose_name="公共要素")
    required = models.DecimalField(
        "应有", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    planned = models.DecimalField(
        "可补", max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(Decimal(0))]
    )
    how = models.CharField("怎么落实", max_length=120, blank=True)
    space = models.ForeignKey(
        StockSpace, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用哪处空间"
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="由哪个项目建"
    )
    met_on = models.DateField("建成日期", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "公共要素配置要求"
        ordering = ["plan", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"], name="element_once_per_plan", violation_error_message="这项要素已经列出"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.required}"

    def get_absolute_url(self):
        return self.plan.get_absolute_url()

    @property
    def area(self):
        return self.plan.unit.area

    @property
    def state(self):
        if self.met_on:
            return self.State.MET
        return self.State.PLANNED if self.space_id or self.project_id else self.State.OPEN
