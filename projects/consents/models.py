"""意愿征询 as it was held, with its posting and evidence."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet


class ConsultationRecord(Tracked):
    """意愿征询结果 of a community: households asked, took part, agreed; with its posting and evidence.

    A consultation is not an owners' vote (DOMAIN §6.1). Kept for rounds held on paper outside the portal.
    """

    class Purpose(models.TextChoices):
        ENTRY = "entry", "是否改造"
        SCHEME = "scheme", "改造方案"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    ATTACH_ACT = Act.CONSENT_RECORD

    community = models.ForeignKey(Community, models.PROTECT, related_name="consultations", verbose_name="小区")
    purpose = models.CharField("事项", max_length=8, choices=Purpose)
    held_on = models.DateField("截止日期")
    households = models.PositiveIntegerField("总户数")
    took_part = models.PositiveIntegerField("参加户数")
    agreed = models.PositiveIntegerField("同意户数")
    posted_from = models.DateField("公示开始")
    posted_to = models.DateField("公示结束")
    objections = models.PositiveIntegerField("公示期异议（件）", default=0)
    answered = models.PositiveIntegerField("已答复（件）", default=0)
    note = models.CharField("说明", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "意愿征询"
        ordering = ["community", "-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "purpose", "held_on"],
                name="consultation_once_a_day",
                violation_error_message="这一天的征询已经登记",
            ),
            models.CheckConstraint(
                condition=Q(agreed__lte=F("took_part"), took_part__lte=F("households"), households__gt=0),
                name="consultation_adds_up",
                violation_error_message="同意户数不能多于参加户数，参加户数不能多于总户数",
            ),
            models.CheckConstraint(
                condition=Q(posted_to__gte=F("posted_from")),
                name="consultation_posted_in_order",
                violation_error_message="公示结束不能早于公示开始",
            ),
            models.CheckConstraint(
                condition=Q(answered__lte=F("objections")),
                name="consultation_answers_objections",
                violation_error_message="已答复的不能多于异议件数",
            ),
        ]

    def __str__(self):
        return f"{self.community}{self.get_purpose_display()}征询"

    def get_absolute_url(self):
        return reverse("projects:consultation", args=[self.pk])

    @property
    def area(self):
        return self.community.area
