"""调查摸底: what is there, in which state, round by round. What is asked is data: the catalogue and the questions."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.register.models import Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet


class ItemClass(models.Model):
    """改造类别: 基础类、完善类、提升类 (国办发〔2020〕23号); a table, as other places have four."""

    code = models.CharField("代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=20)
    rule = models.CharField("要求", max_length=40)  # 应改尽改…
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "改造类别"
        ordering = ["order"]

    def __str__(self):
        return self.name


class CatalogueItem(models.Model):
    """改造内容目录: B01–B16, W01–W15, T01–T11 (names: 国办发〔2020〕23号; codes: this product's)."""

    code = models.CharField("代码", max_length=4, primary_key=True)
    name = models.CharField("内容", max_length=40)
    item_class = models.ForeignKey(ItemClass, models.PROTECT, related_name="items", verbose_name="类别")
    is_functional = models.BooleanField("功能性", default=False)  # what the pilots lacked: not façade, road, greening
    applies = models.BooleanField("本市适用", default=True)  # no district heating in Ningbo

    class Meta:
        verbose_name = "改造内容"
        ordering = ["item_class__order", "code"]

    def __str__(self):
        return self.name


CONDITIONS = [("good", "好"), ("fair", "一般"), ("poor", "差"), ("missing", "没有"), ("not_applicable", "不适用")]
YES_NO = [("yes", "有"), ("no", "没有")]


class SurveyQuestionQuerySet(models.QuerySet):
    def in_use(self):
        """Those that are asked today."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=timezone.localdate()))


class SurveyQuestion(models.Model):
    """调查问题: one answer of a survey. Its kind says what an answer may be."""

    class Section(models.TextChoices):
        INFRASTRUCTURE = "infrastructure", "设施状况"
        HAZARDS = "hazards", "安全隐患"
        PIPES = "pipes", "管线"
        FIRE = "fire", "消防通道"
        BARRIER_FREE = "barrier_free", "无障碍"
        PEOPLE = "people", "特殊需要家庭"
        WISHES = "wishes", "改造意愿"

    class Kind(models.TextChoices):
        CONDITION = "condition", "状况"  # good, fair, poor, missing, not_applicable
        YES_NO = "yes_no", "是否"
        COUNT = "count", "数量"  # whole number
        NUMBER = "number", "数值"  # decimal, two places
        CHOICE = "choice", "选择"
        TEXT = "text", "文字"

    code = models.CharField("代码", max_length=24, primary_key=True)
    section = models.CharField("部分", max_length=16, choices=Section)
    text = models.CharField("问题", max_length=80)
    help = models.CharField("填写说明", max_length=160, blank=True)
    kind = models.CharField("答法", max_length=10, choices=Kind)
    unit = models.CharField("单位", max_length=10, blank=True)
    options = models.JSONField("选项", default=list, blank=True)  # [[value, label]]
    item = models.ForeignKey(
        CatalogueItem, models.PROTECT, null=True, blank=True, related_name="questions", verbose_name="改造内容"
    )
    required = models.BooleanField("必填", default=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    retired_on = models.DateField("停用日期", null=True, blank=True)

    objects = SurveyQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "调查问题"
        ordering = ["order", "code"]

    def __str__(self):
        return self.text

    @property
    def choices(self):
        """[(value, label)] where an answer is one of a few; else empty."""
        if self.kind == self.Kind.CONDITION:
            return CONDITIONS
        if self.kind == self.Kind.YES_NO:
            return YES_NO
        return [tuple(option) for option in self.options] if self.kind == self.Kind.CHOICE else []

    def words(self, answer):
        """An answer as people read it: 差（顶楼三户漏水）; "" when there is none."""
        value, note = (answer or {}).get("value", ""), (answer or {}).get("note", "")
        shown = dict(self.choices).get(value, value)
        if self.unit and value:
            shown = f"{shown} {self.unit}"
        return f"{shown}（{note}）" if note else shown


class Survey(Tracked):
    """One round of a community's survey. A new round begins with the answers of the last and leaves that as it was.

    `answers` is {question code: {"value": …, "note": "…"}}, `returned` is {question code: reason} of what the district
    sent back and the street has not mended yet. The log keeps both answer by answer (LOG_PARTS).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        SUBMITTED = "submitted", "待区县核对"
        RETURNED = "returned", "已退回"
        VERIFIED = "verified", "已核对"

    AREA_PATH, PUBLIC_ROWS = "community__area__code", NOTHING
    ATTACH_ACT, KEEPS_PLACE = Act.SURVEY_FILL, True
    LOG_PARTS = ("answers", "returned")

    community = models.ForeignKey(Community, models.PROTECT, related_name="surveys", verbose_name="小区")
    round = models.PositiveSmallIntegerField("轮次")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField("答案", default=dict, blank=True)
    returned = models.JSONField("退回的问题", default=dict, blank=True)
    surveyed_on = models.DateField("调查日期", null=True, blank=True)
    surveyor = models.CharField("调查人", max_length=60, blank=True)
    submitted_at = models.DateTimeField("上报时间", null=True, blank=True)
    verified_at = models.DateTimeField("核对时间", null=True, blank=True)
    verified_by = models.CharField("核对人", max_length=60, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "调查"
        ordering = ["community", "-round"]
        indexes = [models.Index(fields=["state"], name="survey_state")]
        constraints = [
            models.UniqueConstraint(fields=["community", "round"], name="survey_round_once"),
            models.UniqueConstraint(
                fields=["community"],
                condition=~Q(state="verified"),
                name="one_open_survey",
                violation_error_message="上一轮调查还没有核对完，不能再开一轮",
            ),
        ]

    def __str__(self):
        return f"{self.community} 第{self.round}轮调查"

    def get_absolute_url(self):
        return reverse("communities:survey", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def files_closed(self):
        """Why its photos cannot be changed now; "" while the street fills it in."""
        at_hand = self.state in (self.State.DRAFT, self.State.RETURNED)
        return "" if at_hand else "调查已上报，照片和文件不能再改"

    @property
    def answered(self):
        """How many questions have an answer."""
        return sum(1 for answer in self.answers.values() if answer.get("value"))

    @classmethod
    def describe_parts(cls):
        """How the log's lines about single answers read: (part, key, value) → (label, words)."""
        questions = {question.code: question for question in SurveyQuestion.objects.all()}

        def describe(part, key, value):
            question = questions.get(key)
            label = str(question or key)
            if part == "returned":
                return f"退回：{label}", value or "—"
            return label, question.words(value) if question and value else "—"

        return describe
