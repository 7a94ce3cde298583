"""议事组织: councils, owners' committees and the like, each row one term (届), and who sits in them by what choice."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area
from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import EVERYTHING, ScopedQuerySet
from core.secrets import EncryptedTextField, mask_name
from core.states import Lifecycle
from resident_participation.bodies.law import ARTICLES, RENEW_BEFORE, size_faults


class BodyQuerySet(ScopedQuerySet):
    def serving(self):
        return self.filter(state=Body.State.SERVING)

    def to_renew(self, on=None):
        """In office with less than the election's sixty days left, or past the end of the term."""
        return self.serving().filter(term_to__lte=(on or timezone.localdate()) + RENEW_BEFORE)


class Body(Tracked):
    """议事组织 of a community, or of a street: one row a term, so that old terms and their resolutions stay.

    The days of a term are fixed when it begins; a longer life is a new term with a new choice.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", "居民议事会"
        COMMITTEE = "committee", "业主委员会"
        MANAGEMENT = "management", "物业管理委员会"
        COORDINATION = "coordination", "协调会"
        SUPERVISION = "supervision", "监督小组"

    class State(models.TextChoices):
        FORMING = "forming", "组建中"
        SERVING = "serving", "履职中"
        ENDED = "ended", "已终止"

    class Chosen(models.TextChoices):
        OWNERS = "owners", "业主大会选举"
        RESIDENTS = "residents", "居民推选"
        STREET = "street", "街道组建"
        COMMUNITY = "community", "社区牵头成立"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.FORMING, Act.BODY_EDIT): State.FORMING,
            (State.FORMING, Act.BODY_INSTALL): State.SERVING,
            (State.FORMING, Act.BODY_END): State.ENDED,
            (State.SERVING, Act.BODY_EDIT): State.SERVING,
            (State.SERVING, Act.BODY_RENEW): State.SERVING,
            (State.SERVING, Act.BODY_END): State.ENDED,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "area__code", EVERYTHING
    ATTACH_ACT = Act.BODY_EDIT

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="街道")
    community = models.ForeignKey(
        Community, models.PROTECT, related_name="councils", verbose_name="小区", null=True, blank=True
    )
    kind = models.CharField("种类", max_length=14, choices=Kind)
    name = models.CharField("名称", max_length=60)
    number = models.PositiveSmallIntegerField("第几届", default=1)
    previous = models.ForeignKey(
        "self", models.PROTECT, related_name="next_terms", verbose_name="上一届", null=True, blank=True, editable=False
    )
    term_from = models.DateField("任期开始")
    term_to = models.DateField("任期届满")
    chosen = models.CharField("产生方式", max_length=12, choices=Chosen)
    document = models.CharField("备案或组建文号", max_length=60, blank=True)
    contact = models.CharField("联系方式", max_length=80, blank=True, help_text="会公开，请写办公地点和办公电话")
    state = models.CharField("状态", max_length=8, choices=State, default=State.FORMING)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "议事组织"
        ordering = ["area", "community", "kind", "-number", "pk"]
        indexes = [models.Index(fields=["term_to"], condition=Q(state="serving"), name="body_term_ends")]
        constraints = [
            models.CheckConstraint(
                condition=Q(term_from__lt=F("term_to")),
                name="body_term_in_order",
                violation_error_message="任期届满要晚于任期开始",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["committee", "management"]) | Q(community__isnull=False),
                name="owners_body_has_a_community",
                violation_error_message="业主委员会和物业管理委员会要写明是哪个小区的",
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(state="serving", kind__in=["committee", "management"]),
                name="one_owners_body_serves",
                violation_error_message="这个小区已经有履职中的业主委员会或物业管理委员会，请先换届或终止",
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=~Q(state="ended"),
                name="one_next_term",
                violation_error_message="下一届已经在组建",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_on=None),
                name="ended_body_says_why",
                violation_error_message="终止要写日期和原因",
            ),
        ]

    def __str__(self):
        return f"{self.name}（第{self.number}届）" if self.number > 1 or self.kind in ARTICLES else self.name

    def get_absolute_url(self):
        return reverse("resident_participation:body", args=[self.pk])

    @property
    def by_law(self):
        """Whether the Ningbo regulation rules its size, its meetings and its decisions."""
        return self.kind in ARTICLES

    @property
    def renew_from(self):
        """The day from which the next election is due."""
        return self.term_to - RENEW_BEFORE

    @property
    def is_expired(self):
        return self.state == self.State.SERVING and self.term_to < timezone.localdate()

    def in_office(self, day):
        """Whether it could act on a day: installed, within its term, not ended before."""
        last = min(self.term_to, self.ended_on or self.term_to)
        return self.state != self.State.FORMING and self.term_from <= day <= last

    def faults(self, on=None):
        """What is wrong with its composition on a day (today, or the first of its term), in words."""
        day = max(on or timezone.localdate(), self.term_from)
        sitting = [m for m in self.members.all() if m.sits(day)]
        owners = sum(m.side == Member.Side.OWNER for m in sitting)
        found = size_faults(self.kind, len(sitting), owners)
        if silent := sum(m.declared_on is None for m in sitting):
            found.append(f"还有 {silent} 名成员没有申报利害关系")
        return found


RANK = models.Case(  # the chair first, alternates last
    *(models.When(post=post, then=n) for n, post in enumerate(("chair", "vice", "member"))), default=3
)


class MemberQuerySet(ScopedQuerySet):
    def sitting(self, day):
        """Who has a seat and a vote on a day; alternates have neither yet."""
        return self.filter(from_on__lte=day, to_on__gte=day).exclude(post=Member.Post.ALTERNATE)


class Member(Tracked):
    """成员 of a body: by what choice, from when to when, and what ties they declared. The name is public only when they
    sit there by public office."""

    class Post(models.TextChoices):
        CHAIR = "chair", "主任（组长）"
        VICE = "vice", "副主任（副组长）"
        MEMBER = "member", "成员"
        ALTERNATE = "alternate", "候补"

    class Side(models.TextChoices):
        OWNER = "owner", "业主"
        RESIDENT = "resident", "居民"
        STREET = "street", "街道"
        PARTY = "party", "社区党组织"
        NEIGHBOURHOOD = "neighbourhood", "居民委员会"
        FIRM = "firm", "参建和服务单位"

    class Chosen(models.TextChoices):
        ELECTED = "elected", "选举"
        SELF = "self", "自荐"
        NOMINATED = "nominated", "居民推荐"
        APPOINTED = "appointed", "街道或社区确定"
        OFFICE = "office", "因职务担任"

    AREA_PATH, PUBLIC_ROWS = "body__area__code", EVERYTHING
    LOG_SECRET = ("name", "phone")

    body = models.ForeignKey(Body, models.PROTECT, related_name="members", verbose_name="议事组织")
    name = EncryptedTextField("姓名")
    phone = EncryptedTextField("联系电话", blank=True)
    post = models.CharField("职务", max_length=10, choices=Post, default=Post.MEMBER)
    side = models.CharField("代表", max_length=14, choices=Side)
    office = models.CharField(
        "公职", max_length=60, blank=True, help_text="因公职担任的填职务，例如 社区党委书记；填了就公开姓名"
    )
    chosen = models.CharField("怎么产生", max_length=10, choices=Chosen)
    from_on = models.DateField("任职开始")
    to_on = models.DateField("任职到")
    left_reason = models.CharField("离任原因", max_length=200, blank=True)
    interests = models.CharField("利害关系申报", max_length=200, blank=True, help_text="会公开，没有就写 没有")
    declared_on = models.DateField("申报日期", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "议事组织成员"
        ordering = ["body", RANK, "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on__lte=F("to_on")),
                name="member_days_in_order",
                violation_error_message="任职结束不能早于开始",
            ),
            models.CheckConstraint(
                condition=Q(declared_on=None, interests="") | Q(declared_on__isnull=False) & ~Q(interests=""),
                name="declaration_has_words_and_a_day",
                violation_error_message="利害关系申报要写内容和日期，没有利害关系就写 没有",
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(post="chair", left_reason=""),
                name="one_chair",
                violation_error_message="已经有一位主任（组长）在任",
            ),
        ]

    def __str__(self):
        return f"{self.body}{self.get_post_display()}"

    def get_absolute_url(self):
        return self.body.get_absolute_url()

    @property
    def area(self):
        return self.body.area

    def sits(self, day):
        """Has a seat and a vote on a day; an alternate has neither yet."""
        return self.post != self.Post.ALTERNATE and self.from_on <= day <= self.to_on

    @property
    def public_name(self):
        """王**, or the whole name of somebody who sits there by public office."""
        return self.name if self.office else mask_name(self.name)
