"""意见诉求: what a resident says, who answers for it, until when, what the resident was told and thought of it."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from accounts.policy import Act, Role
from communities.models import Community
from core.models import Attachment, Tracked
from core.querysets import ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from projects.models import Department
from resident_participation.cases.standards import FeedbackCategory, Severity


class Handler(models.TextChoices):
    """Who holds a case. The first three are offices with staff of their own."""

    STREET = "street", "街道"
    DISTRICT = "district", "区县"
    CITY = "city", "市级"
    DEPARTMENT = "department", "部门"
    FIRM = "firm", "单位"


OFFICES = (Handler.STREET, Handler.DISTRICT, Handler.CITY)  # from below upwards


class Outcome(models.TextChoices):
    """What a resident said when asked."""

    SOLVED = "solved", "解决了"
    PARTLY = "partly", "部分解决"
    UNSOLVED = "unsolved", "没解决"


class State(models.TextChoices):
    RECEIVED = "received", "待受理"
    ACCEPTED = "accepted", "办理中"
    HANDED = "handed", "待接收"
    REOPENED = "reopened", "重新办理"
    MERGED = "merged", "已并入"
    REPLIED = "replied", "待回访"
    SOLVED = "solved", "已解决"
    UNRATED = "unrated", "未评价"


S, AT_WORK = State, (State.RECEIVED, State.ACCEPTED, State.HANDED, State.REOPENED)
WORKING = (*AT_WORK, State.MERGED)  # the clock runs
CLOSED = (State.SOLVED, State.UNRATED)
TABLE = {
    (S.RECEIVED, Act.FEEDBACK_ACCEPT): S.ACCEPTED,
    (S.HANDED, Act.FEEDBACK_ACCEPT): S.ACCEPTED,
    (S.HANDED, Act.FEEDBACK_REFUSE): S.ACCEPTED,
    **{(s, Act.FEEDBACK_REPLY): S.REPLIED for s in WORKING},  # a merged one is replied to with its lead only
    (S.RECEIVED, Act.FEEDBACK_HAND_OVER): S.HANDED,
    (S.ACCEPTED, Act.FEEDBACK_HAND_OVER): S.HANDED,
    (S.REOPENED, Act.FEEDBACK_HAND_OVER): S.HANDED,
    **{(s, Act.FEEDBACK_DECIDE): S.ACCEPTED for s in AT_WORK},
    (S.ACCEPTED, Act.FEEDBACK_PAUSE): S.ACCEPTED,
    (S.REOPENED, Act.FEEDBACK_PAUSE): S.REOPENED,
    (S.ACCEPTED, Act.FEEDBACK_RESUME): S.ACCEPTED,
    (S.REOPENED, Act.FEEDBACK_RESUME): S.REOPENED,
    (S.REPLIED, Act.FEEDBACK_CALL_BACK): S.REPLIED,  # not reached
    (S.UNRATED, Act.FEEDBACK_CALL_BACK): S.UNRATED,
    (S.REPLIED, Outcome.SOLVED): S.SOLVED,
    (S.REPLIED, Outcome.PARTLY): S.REOPENED,
    (S.REPLIED, Outcome.UNSOLVED): S.REOPENED,
    (S.UNRATED, Outcome.SOLVED): S.SOLVED,  # better late than never
    (S.UNRATED, Outcome.PARTLY): S.REOPENED,
    (S.UNRATED, Outcome.UNSOLVED): S.REOPENED,
    (S.REPLIED, Act.FEEDBACK_LAPSE): S.UNRATED,
    (S.REPLIED, Act.FEEDBACK_REOPEN): S.REOPENED,
    (S.SOLVED, Act.FEEDBACK_REOPEN): S.REOPENED,
    (S.UNRATED, Act.FEEDBACK_REOPEN): S.REOPENED,
    (S.RECEIVED, Act.FEEDBACK_MERGE): S.MERGED,
    (S.ACCEPTED, Act.FEEDBACK_MERGE): S.MERGED,
    (S.REOPENED, Act.FEEDBACK_MERGE): S.MERGED,
    (S.MERGED, Act.FEEDBACK_UNMERGE): S.ACCEPTED,
    (S.REPLIED, Act.FEEDBACK_UNMERGE): S.ACCEPTED,  # the reply was its lead's
    (S.REOPENED, Act.FEEDBACK_UNMERGE): S.REOPENED,
    (S.SOLVED, Act.FEEDBACK_UNMERGE): S.SOLVED,
    (S.UNRATED, Act.FEEDBACK_UNMERGE): S.UNRATED,
    **{(s, Act.FEEDBACK_CLASSIFY): s for s in AT_WORK},
    **{(s, Act.FEEDBACK_PUBLISH): s for s in S},
    **{(s, Act.FEEDBACK_RECEIPT): s for s in S},
}


def late(at):
    """Past its limit at a moment: worked on beyond it (a pause stops the clock), or replied to after it."""
    running = Q(state__in=WORKING, due_at__lt=Coalesce("paused_at", at))
    return running | Q(state=State.REPLIED, replied_at__gt=F("due_at"))


def offices_of(user):
    return {role for role, _ in user.rights} & set(OFFICES)


def held_by(user):
    own = offices_of(user)
    firm = Q(handler=Handler.FIRM, organisation__in=user.organisations)
    return Q(handler__in=own) | Q(handler=Handler.DEPARTMENT, keeper__in=own) | firm


def offered_to(user):
    own = offices_of(user)
    asked = Q(offer__handler__in=(Handler.DEPARTMENT, Handler.FIRM), keeper__in=own)
    offered = Q(offer__handler__in=own) | asked | Q(offer__organisation__in=user.organisations)
    return offered & Q(state=State.HANDED)


class FeedbackQuerySet(ScopedQuerySet):
    def open(self):
        return self.exclude(state__in=CLOSED)

    def overdue(self, at=None):
        return self.filter(late(at or timezone.now()))

    def held_by(self, user):
        """What lies with a person's own office, or with a department that the office asked; or with their firm."""
        return self.filter(held_by(user))

    def offered_to(self, user):
        """What was handed to a person's office or firm and is not accepted yet."""
        return self.filter(offered_to(user))

    def watched_by(self, user):
        """What was raised to a person's office and is not closed."""
        return self.open().filter(escalated_to__in=offices_of(user))

    def of(self, user):
        """All that concerns a person's own office or firm."""
        return self.filter(held_by(user) | offered_to(user) | Q(escalated_to__in=offices_of(user)))


class Feedback(Tracked):
    """意见诉求 of one resident. The private words and the contact stay with the handlers; what the public may read is
    `public_summary`, once an office has published it.

    `answer_due_at` and `due_at` are moments; a pause moves them by the working time that it took, nothing else does.
    `replied_at` is the last reply, `answered_at` the first word. A merged case has a `lead` and follows its replies.
    """

    class Channel(models.TextChoices):
        WINDOW = "window", "街道窗口"
        PHONE = "phone", "电话"
        VISIT = "visit", "走访"
        GRID = "grid", "网格员"
        HOTLINE = "hotline", "12345"
        PETITION = "petition", "信访转办"
        LETTER = "letter", "信件"
        WEB = "web", "小区页面"
        ONLINE = "online", "网上"
        OTHER = "other", "其他"

    Severity, Handler, State, Outcome = Severity, Handler, State, Outcome
    LIFECYCLE = Lifecycle("state", TABLE)
    AREA_PATH, PUBLIC_ROWS = "community__area__code", ~Q(published_at=None)
    LOG_SECRET = ("contact_name", "contact_phone")
    ATTACH_ACT = Act.FEEDBACK_REPLY

    number = models.CharField("编号", max_length=16, unique=True)
    external_number = models.CharField("12345工单号", max_length=40, null=True, blank=True, unique=True)  # noqa: DJ001
    external_due_at = models.DateTimeField("12345办理期限", null=True, blank=True)
    community = models.ForeignKey(Community, models.PROTECT, related_name="feedback", verbose_name="小区")
    building = models.CharField("楼栋", max_length=20, blank=True)
    channel = models.CharField("来源", max_length=10, choices=Channel, default=Channel.WINDOW)
    category = models.ForeignKey(FeedbackCategory, models.PROTECT, verbose_name="类别", related_name="+")
    severity = models.CharField("级别", max_length=10, choices=Severity, default=Severity.EMERGING)
    text = models.TextField("内容", max_length=2000)
    public_summary = models.CharField("公开摘要", max_length=200, blank=True)
    published_at = models.DateTimeField("公开时间", null=True, blank=True)
    contact_name = EncryptedTextField("联系人", blank=True)
    contact_phone = EncryptedTextField("联系电话", blank=True)
    word_hash = models.CharField("口令校验", max_length=64, blank=True, editable=False)
    handler = models.CharField("承办层级", max_length=10, choices=Handler, default=Handler.STREET)
    handler_office = models.CharField("承办单位", max_length=80, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办部门"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="feedback", verbose_name="承办企业"
    )
    keeper = models.CharField("跟办层级", max_length=10, choices=Handler, default=Handler.STREET)
    offer = models.ForeignKey(
        "resident_participation.HandOver", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="最近一次移交",
    )  # fmt: skip
    hand_overs = models.PositiveSmallIntegerField("移交次数", default=0)
    escalated_to = models.CharField("上报到", max_length=10, choices=Handler, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED)
    received_at = models.DateTimeField("登记时间", default=timezone.now)
    accepted_at = models.DateTimeField("受理时间", null=True, blank=True)
    answer_due_at = models.DateTimeField("答复期限")
    due_at = models.DateTimeField("办理期限")
    answered_at = models.DateTimeField("首次答复时间", null=True, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    reply = models.TextField("答复", max_length=2000, blank=True)
    outcome = models.CharField("回访结果", max_length=10, choices=Outcome, blank=True)
    satisfied = models.BooleanField("满意", null=True, blank=True)
    reopened = models.PositiveSmallIntegerField("重办次数", default=0)
    paused_at = models.DateTimeField("暂停起", null=True, blank=True)
    pauses = models.PositiveSmallIntegerField("暂停次数", default=0)
    lead = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name="并入"
    )
    logged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="登记人", null=True, blank=True
    )
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "意见诉求"
        verbose_name_plural = verbose_name
        ordering = [F("closed_at").desc(nulls_first=True), "due_at", "pk"]
        indexes = [
            models.Index(F("closed_at").desc(nulls_first=True), "due_at", "id", name="feedback_inbox"),
            models.Index(fields=["due_at"], condition=~Q(state__in=CLOSED), name="feedback_open_due"),
            models.Index(fields=["received_at"], name="feedback_received"),
            models.Index(fields=["community", "category", "received_at"], name="feedback_alike"),
            models.Index(fields=["replied_at"], condition=Q(state="replied"), name="feedback_waits_for_call"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False, replied_at__isnull=False) & ~Q(reply="")
                | ~Q(state__in=CLOSED) & Q(closed_at=None),
                name="closed_feedback_has_a_reply",
                violation_error_message="办结必须有答复",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(lead__isnull=False),
                name="merged_feedback_has_a_lead",
                violation_error_message="请写明并入哪一件",
            ),
            models.CheckConstraint(
                condition=~Q(lead=F("id")), name="feedback_leads_others", violation_error_message="不能并入自己"
            ),
            models.CheckConstraint(
                condition=~Q(handler="firm") | Q(organisation__isnull=False),
                name="feedback_firm_is_named",
                violation_error_message="请选承办企业",
            ),
            models.CheckConstraint(
                condition=~Q(handler="department") | Q(department__isnull=False),
                name="feedback_department_is_named",
                violation_error_message="请选承办部门",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(public_summary=""),
                name="published_feedback_has_a_summary",
                violation_error_message="公开前请写公开摘要",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def area(self):
        return self.community.area

    def get_absolute_url(self):
        return reverse("resident_participation:feedback", args=[self.pk])

    def bodies(self):
        """{(role, organisation)} of the firm that holds the case or was last asked to take it."""
        keys = {self.organisation_id, self.offer.organisation_id if self.offer else None} - {None}
        return {(role, key) for role in (Role.CONTRACTOR, Role.UTILITY) for key in keys}

    @staticmethod
    def rows_of_organisations(keys):
        return Q(organisation__in=keys) | Q(offer__organisation__in=keys)

    @property
    def is_closed(self):
        return self.state in CLOSED

    @property
    def stopped_at(self):
        """When the clock stopped or stands; None while it runs."""
        return self.paused_at if self.state in WORKING else self.replied_at

    def is_late(self, at=None):
        """The same as `late`, of one case; of a closed one whether it was replied to in time."""
        return self.due_at < (self.stopped_at or at or timezone.now())
