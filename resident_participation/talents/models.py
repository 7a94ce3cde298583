"""能人库: residents who can and want to help, listed by their consent of a year, gone from every list on a word."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from communities.models import Community
from core.models import Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField

ASK_BEFORE = timedelta(days=30)  # a renewal is due from here on


class TalentQuerySet(ScopedQuerySet):
    def listed(self, on=None):
        """Those whose consent stands on a day: neither withdrawn nor run out."""
        return self.filter(withdrawn_on=None, expires_on__gte=on or timezone.localdate())


class Talent(Tracked):
    """能人: skills, what they wish to do, until when they agreed to be listed. There is no address in it.

    Who withdraws is forgotten: name, phone and remark are emptied, the row stays for the log.
    """

    class Skill(models.TextChoices):
        ELECTRICIAN = "electrician", "电工"
        PLUMBER = "plumber", "水暖"
        BUILDER = "builder", "泥瓦木工"
        ENGINEER = "engineer", "建筑工程"
        COST = "cost", "造价预算"
        ACCOUNTS = "accounts", "财务会计"
        LAW = "law", "法律"
        MEDICINE = "medicine", "医护"
        TEACHING = "teaching", "教育"
        GARDEN = "garden", "园林绿化"
        MEDIATION = "mediation", "调解"
        DESIGN = "design", "书画设计"
        COMPUTER = "computer", "电脑摄影"
        OTHER = "other", "其他"

    class Wish(models.TextChoices):
        SUPERVISE = "supervise", "监督"
        COUNCIL = "council", "议事"
        MEDIATE = "mediate", "调解"
        TELL = "tell", "宣传"
        STAIR = "stair", "楼道长"
        HELP = "help", "志愿服务"

    class Work(models.TextChoices):
        RETIRED = "retired", "已退休"
        EMPLOYED = "employed", "在职"
        FREE = "free", "自由职业"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    LOG_SECRET = ("name", "phone", "remark", "fingerprint")

    community = models.ForeignKey(Community, models.PROTECT, related_name="talents", verbose_name="小区")
    name = EncryptedTextField("姓名", blank=True)
    phone = EncryptedTextField("联系电话", blank=True)
    skills = ArrayField(models.CharField(max_length=12, choices=Skill), verbose_name="特长")
    wishes = ArrayField(models.CharField(max_length=12, choices=Wish), verbose_name="愿意做什么")
    work = models.CharField("工作状况", max_length=10, choices=Work)
    remark = EncryptedTextField("说明", blank=True)
    consent_on = models.DateField("同意日期")
    expires_on = models.DateField("同意到期", editable=False)
    fingerprint = models.CharField("撤回码指纹", max_length=64, unique=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True, editable=False)

    objects = TalentQuerySet.as_manager()

    class Meta:
        verbose_name = "能人"
        ordering = ["community", "pk"]
        indexes = [models.Index(fields=["expires_on"], condition=Q(withdrawn_on=None), name="talent_expires")]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_on__lt=F("expires_on")),
                name="talent_consent_in_order",
                violation_error_message="同意到期要晚于同意日期",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) & ~Q(name="")
                | Q(withdrawn_on__isnull=False, name="", phone="", remark=""),
                name="withdrawn_talent_is_forgotten",
                violation_error_message="请填姓名",
            ),
        ]

    def __str__(self):
        return f"{self.community}能人 {self.pk} 号"

    def get_absolute_url(self):
        return reverse("resident_participation:talent", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def is_listed(self):
        return self.withdrawn_on is None and self.expires_on >= timezone.localdate()

    @property
    def ask_from(self):
        """The day from which they are to be asked again."""
        return self.expires_on - ASK_BEFORE

    @property
    def skill_words(self):
        return "、".join(self.Skill(skill).label for skill in self.skills)

    @property
    def wish_words(self):
        return "、".join(self.Wish(wish).label for wish in self.wishes)
