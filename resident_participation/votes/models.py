"""意愿征询 and 业主共同决定: one engine, two kinds that never mix. The rule, the round, its items, its frozen roll."""

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.policy import Act
from communities.models import Community
from core.models import Attachment, Threshold, Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.states import Lifecycle
from projects.models import Project
from resident_participation.rolls.models import RollRow, place_of


class Kind(models.TextChoices):
    CONSULTATION = "consultation", "意愿征询"
    VOTE = "vote", "业主共同决定"


class RuleSet(Tracked):
    """表决规则: thresholds, notice, delivery, silence and double ballots, each version with its source (editable rows).

    The thresholds of an owners' decision are the law's own (`votes.rule`); those of a consultation are 标准值
    (`consult.<purpose>.*`). A later version never reaches a round that is locked: the round keeps its own copy.
    """

    class Class(models.TextChoices):
        ORDINARY = "ordinary", "一般事项"
        SPECIAL = "special", "特别事项"
        CONSULTATION = "consultation", "意愿征询"

    class Silence(models.TextChoices):
        NOT_COUNTED = "not_counted", "不计入参与"
        ABSTAIN = "abstain", "视为弃权"
        MAJORITY = "majority", "随已表决的多数意见"

    class Duplicates(models.TextChoices):
        FIRST = "first", "以最先收到的为准"
        LAST = "last", "以最后一次为准"
        PAPER = "paper", "有纸质票的以纸质票为准"
        ONLINE = "online", "有网上票的以网上票为准"

    class Way(models.TextChoices):
        DOOR = "door", "上门当面"
        POST = "post", "邮寄签收"
        BOX = "box", "投入信箱"
        POSTED = "posted", "公告栏张贴"

    AREA_PATH, PUBLIC_ROWS = "", EVERYTHING
    ATTACH_ACT = Act.RULE_SET_EDIT
    area = None  # the whole city's

    code = models.CharField("代码", max_length=30)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("种类", max_length=12, choices=Kind)
    klass = models.CharField("类别", max_length=12, choices=Class)
    purpose = models.CharField("征询事项", max_length=8, blank=True)
    matters = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="民法典第二百七十八条各项", default=list, blank=True
    )
    roll_days = models.PositiveSmallIntegerField("名册公示（天）")
    notice_days = models.PositiveSmallIntegerField("表决前公示（天）")
    voting_least = models.PositiveSmallIntegerField("表决至少（天）", validators=[MinValueValidator(1)])
    voting_most = models.PositiveSmallIntegerField("表决至多（天）")
    result_days = models.PositiveSmallIntegerField("结果公示（天）")
    ways = ArrayField(models.CharField(max_length=8, choices=Way), verbose_name="送达方式")
    silence = models.CharField("未答复", max_length=12, choices=Silence, default=Silence.NOT_COUNTED)
    silence_basis = models.CharField(
        "未答复的依据", max_length=200, blank=True, help_text="写明议事规则或管理规约的条款，没有依据的一律不计入参与"
    )
    duplicates = models.CharField("重复票", max_length=8, choices=Duplicates)
    source = models.CharField("依据", max_length=200)
    clause = models.CharField("条款", max_length=300)
    trust = models.CharField("可信程度", max_length=6, choices=Threshold.Trust)
    confirmed_by = models.CharField("确认岗位", max_length=60, blank=True)
    valid_from = models.DateField("启用日期")
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "表决规则"
        ordering = ["kind", "code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="rule_set_once_a_day",
                violation_error_message="这一天已经有一版启用",
            ),
            models.CheckConstraint(
                condition=Q(kind="vote", klass__in=["ordinary", "special"])
                | Q(kind="consultation", klass="consultation"),
                name="rule_set_kinds_do_not_mix",
            ),
            models.CheckConstraint(
                condition=Q(voting_least__lte=F("voting_most")),
                name="rule_set_days_in_order",
                violation_error_message="表决至少的天数不能多于至多的天数",
            ),
            models.CheckConstraint(
                condition=Q(silence="not_counted") | Q(kind="vote") & ~Q(silence_basis=""),
                name="rule_set_silence_has_a_basis",
                violation_error_message="把没有答复的算作一种意见，只能用于业主共同决定，并写明条款",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("resident_participation:rule_set", args=[self.pk])


class Round(Tracked):
    """一轮表决或征询 of a community, one of its buildings or one of its stair units, by the clock.

    `package` is what was announced (items, rule, scope, roll, days) and `package_hash` its SHA-256: nothing of it can
    be changed any more. Visitors see a round from its notice on; nobody sees choices before it is declared.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "起草"
        NOTICE = "notice", "公示中"
        VOTING = "voting", "表决中"
        COUNTING = "counting", "计票中"
        CLOSED = "closed", "已公布结果"
        VOID = "void", "已作废"

    class Scope(models.TextChoices):
        COMMUNITY = "community", "整个小区"
        BUILDING = "building", "一幢楼"
        UNIT = "unit", "一个单元"

    LIFECYCLE = Lifecycle(
        "status",
        {
            (Status.DRAFT, Act.VOTE_EDIT): Status.DRAFT,
            (Status.DRAFT, Act.VOTE_POST): Status.DRAFT,
            (Status.DRAFT, Act.VOTE_LOCK): Status.NOTICE,
            (Status.NOTICE, Act.VOTE_OPEN): Status.VOTING,
            (Status.VOTING, Act.VOTE_CLOSE): Status.COUNTING,
            (Status.COUNTING, Act.VOTE_DECLARE): Status.CLOSED,
            (Status.DRAFT, Act.VOTE_VOID): Status.VOID,
            (Status.NOTICE, Act.VOTE_VOID): Status.VOID,
            (Status.VOTING, Act.VOTE_VOID): Status.VOID,
            (Status.COUNTING, Act.VOTE_VOID): Status.VOID,
        },
    )
    AREA_PATH, PUBLIC_ROWS = "community__area__code", ~Q(status="draft")
    ATTACH_ACT = Act.VOTE_EDIT

    kind = models.CharField("种类", max_length=12, choices=Kind)
    title = models.CharField("标题", max_length=80)
    text = models.TextField("说明", max_length=2000, blank=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="rounds", verbose_name="小区")
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="rounds", verbose_name="改造项目", null=True, blank=True
    )
    scope = models.CharField("范围", max_length=10, choices=Scope, default=Scope.COMMUNITY)
    building = models.CharField("幢号", max_length=20, blank=True)
    unit = models.CharField("单元号", max_length=20, blank=True)
    office = models.CharField("联系地点", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    roll_from = models.DateField("名册公示开始", null=True, blank=True)
    roll_to = models.DateField("名册公示结束", null=True, blank=True)
    notice_from = models.DateField("公示开始", null=True, blank=True)
    notice_to = models.DateField("公示结束", null=True, blank=True)
    opens_at = models.DateTimeField("开始表决", null=True, blank=True)
    closes_at = models.DateTimeField("截止", null=True, blank=True)
    result_from = models.DateField("结果公示开始", null=True, blank=True)
    result_to = models.DateField("结果公示结束", null=True, blank=True)
    package = models.JSONField("公示内容", default=dict, blank=True)
    package_hash = models.CharField("公示内容校验码", max_length=64, blank=True)
    roll_hash = models.CharField("名册校验码", max_length=64, blank=True)
    results = models.JSONField("结果", default=dict, blank=True)
    root = models.CharField("根值", max_length=64, blank=True)
    public_bundle = models.FileField("公开核对包", upload_to="votes/%Y/%m/", blank=True)
    sealed_bundle = models.FileField("封存核对包", upload_to="votes/%Y/%m/", blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "表决和征询"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "closes_at"], name="round_by_clock")]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="community", building="", unit="")
                | ~Q(building="") & (Q(scope="building", unit="") | Q(scope="unit") & ~Q(unit="")),
                name="round_scope_is_named",
                violation_error_message="范围是一幢楼就填幢号，是一个单元就再填单元号，是整个小区两个都不填",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(opens_at__lt=F("closes_at")),
                name="round_opens_before_it_closes",
                violation_error_message="截止时间要晚于开始时间",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:round", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def key_name(self):
        """Of the key that seals this round's choices and its voters' names (core.keyring)."""
        return f"round-{self.pk}"

    @property
    def is_secret(self):
        """Choices are nobody's business until the result is declared."""
        return self.status != self.Status.CLOSED

    @property
    def place(self):
        return " ".join(filter(None, (str(self.community), self.building, self.unit)))

    @property
    def standing_results(self):
        """The results that stand: the second ones where a recount corrected the first."""
        second = getattr(getattr(self, "recount", None), "correction", None)
        return second.results if second else self.results


class Item(Tracked):
    """表决事项 of a round; `matter` is its number in art. 278 of the Civil Code, none in a consultation."""

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", ~Q(round__status="draft")
    ATTACH_ACT = Act.VOTE_EDIT

    round = models.ForeignKey(Round, models.PROTECT, related_name="items", verbose_name="表决")
    order = models.PositiveSmallIntegerField("次序", default=1)
    title = models.CharField("事项", max_length=120)
    text = models.TextField(
        "要点", max_length=1000, blank=True, help_text="一行一条，写清楚做什么、花谁的钱、有什么影响"
    )
    rule = models.ForeignKey(RuleSet, models.PROTECT, related_name="+", verbose_name="表决规则")
    matter = models.PositiveSmallIntegerField("民法典第二百七十八条第几项", null=True, blank=True)
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "表决事项"
        ordering = ["round", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "order"], name="item_order_once"),
            models.CheckConstraint(
                condition=Q(matter=None) | Q(matter__range=(1, 9)),
                name="item_matter_is_in_the_law",
                violation_error_message="民法典第二百七十八条只有第 1 到第 9 项",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.round.get_absolute_url()

    @property
    def area(self):
        return self.round.area

    @property
    def points(self):
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class Seat(models.Model):
    """冻结名册的一户: a private part as it stood when the round was locked. Never changed: a trigger refuses it.

    `area_cm2` is the private area in 0.01 m²; `owner` numbers the owners of the round; `person` is [name, phone] of
    the owner, sealed with the round's key.
    """

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", NOTHING

    round = models.ForeignKey(Round, models.PROTECT, related_name="seats", verbose_name="表决")
    number = models.PositiveIntegerField("名册号")
    building = models.CharField("幢号", max_length=20)
    unit = models.CharField("单元号", max_length=20, blank=True)
    room = models.CharField("室号", max_length=20)
    floor = models.SmallIntegerField("楼层")
    kind = models.CharField("用途", max_length=10, choices=RollRow.Kind)
    votes = models.BooleanField("有表决权")
    area_cm2 = models.BigIntegerField("专有部分面积（0.01㎡）")
    owner = models.PositiveIntegerField("业主序号")
    deceased = models.BooleanField("业主已故", default=False)
    person = models.TextField("业主", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "表决户"
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="seat_number_once")]

    def __str__(self):
        return place_of(self.building, self.unit, self.room)

    def get_absolute_url(self):
        return reverse("resident_participation:canvass", args=[self.round_id])

    @property
    def area(self):
        return self.round.area


class Notice(Tracked):
    """公示记录: where the notice of a round hangs, with its photo. When it was recorded is the server's time."""

    AREA_PATH, PUBLIC_ROWS = "round__community__area__code", ~Q(round__status="draft")
    ATTACH_ACT = Act.VOTE_NOTICE

    round = models.ForeignKey(Round, models.PROTECT, related_name="notices", verbose_name="表决")
    place = models.CharField("张贴地点", max_length=60)
    posted_on = models.DateField("张贴日期")
    recorded_at = models.DateTimeField("登记时间")
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "公示记录"
        ordering = ["round", "posted_on", "pk"]

    def __str__(self):
        return f"{self.place}公示"

    def get_absolute_url(self):
        return self.round.get_absolute_url()

    @property
    def area(self):
        return self.round.area
