"""改造倡议 (要我改 → 我要改): a household starts it with its card, neighbours co-sign, enough of them start a duty."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.models import CatalogueItem, Community
from core.models import Attachment, Tracked
from core.querysets import NOTHING, ScopedQuerySet
from core.states import Lifecycle
from resident_participation.rolls.models import RollRow
from resident_participation.votes.models import Round


class InitiativeQuerySet(ScopedQuerySet):
    def signed(self):
        """Each with `signed`: how many households stand behind it, the one that started it included."""
        return self.annotate(signed=count_of_signatures())

    def overdue(self, on=None):
        """Not reviewed, or reached and not answered, on the day it was due."""
        on = on or timezone.localdate()
        late_review = Q(state=Initiative.State.FILED, review_due_on__lt=on)
        return self.filter(late_review | Q(state=Initiative.State.REACHED, answer_due_on__lt=on))


class Initiative(Tracked):
    """改造倡议 of a household. `why` is its own words, for staff; `public_why` what was published.

    `households` and `needed` are set when it is published and stay: the goal does not move while neighbours sign.
    """

    class State(models.TextChoices):
        FILED = "filed", "待审核"
        REFUSED = "refused", "不予发布"
        WITHDRAWN = "withdrawn", "已撤回"
        SIGNING = "signing", "联名中"
        REACHED = "reached", "待答复"
        PLANNED = "planned", "列入计划"
        REFERRED = "referred", "已转办"
        DECLINED = "declined", "不采纳"

    LIFECYCLE = Lifecycle(
        "state",
        {
            (State.FILED, Act.INITIATIVE_PUBLISH): State.SIGNING,
            (State.FILED, Act.INITIATIVE_REFUSE): State.REFUSED,
            (State.FILED, Act.INITIATIVE_WITHDRAW): State.WITHDRAWN,
            (State.SIGNING, Act.INITIATIVE_SIGN): State.SIGNING,
            (State.SIGNING, Act.INITIATIVE_UNSIGN): State.SIGNING,
            (State.SIGNING, Act.INITIATIVE_REACH): State.REACHED,
            (State.SIGNING, Act.INITIATIVE_PLAN): State.PLANNED,
            (State.REACHED, Act.INITIATIVE_SIGN): State.REACHED,
            (State.REACHED, Act.INITIATIVE_PLAN): State.PLANNED,
            (State.REACHED, Act.INITIATIVE_REFER): State.REFERRED,
            (State.REACHED, Act.INITIATIVE_DECLINE): State.DECLINED,
        },
    )
    RUNNING = (State.FILED, State.SIGNING, State.REACHED)
    ANSWERED = (State.PLANNED, State.REFERRED, State.DECLINED)
    AREA_PATH = "community__area__code"
    PUBLIC_ROWS = Q(state__in=[State.SIGNING, State.REACHED, *ANSWERED])
    ATTACH_ACT = Act.INITIATIVE_START  # the household's own photo; staff can only make it public

    community = models.ForeignKey(Community, models.PROTECT, related_name="initiatives", verbose_name="小区")
    row = models.ForeignKey(RollRow, models.PROTECT, related_name="initiatives", verbose_name="发起户")
    building = models.CharField("幢号", max_length=20)
    item = models.ForeignKey(
        CatalogueItem, models.PROTECT, related_name="+", verbose_name="改造内容", null=True, blank=True
    )
    title = models.CharField("想改什么", max_length=40)
    why = models.TextField("为什么", max_length=500)
    filed_on = models.DateField("提出日期", default=timezone.localdate)
    review_due_on = models.DateField("审核期限")
    state = models.CharField("状态", max_length=10, choices=State, default=State.FILED)
    public_why = models.TextField("公布的理由", max_length=500, blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    households = models.PositiveIntegerField("总户数", null=True, blank=True)
    needed = models.PositiveIntegerField("要达到的户数", null=True, blank=True)
    reached_on = models.DateField("达到日期", null=True, blank=True)
    answer_due_on = models.DateField("答复期限", null=True, blank=True)
    answer = models.TextField("答复", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    office = models.CharField("转给", max_length=60, blank=True)
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="initiatives", verbose_name="征询", null=True, blank=True
    )
    files = GenericRelation(Attachment, "target_id", "target_type")

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = "改造倡议"
        ordering = ["-filed_on", "-pk"]
        indexes = [models.Index(fields=["state", "answer_due_on"], name="initiative_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["row"],
                condition=Q(state__in=["filed", "signing", "reached"]),
                name="one_running_initiative_a_household",
                violation_error_message="您家已经有一件倡议在办，办完再提下一件",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | ~Q(public_why="") & Q(needed__gt=0, households__gte=1),
                name="published_initiative_has_a_goal",
            ),
            models.CheckConstraint(
                condition=~Q(state="reached") | Q(reached_on__isnull=False, answer_due_on__isnull=False),
                name="reached_initiative_is_due",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["planned", "referred", "declined", "refused"])
                | ~Q(answer="") & Q(answered_on__isnull=False),
                name="answered_initiative_has_a_reason",
                violation_error_message="答复倡议必须写理由",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resident_participation:initiative", args=[self.pk])

    @property
    def area(self):
        return self.community.area

    @property
    def due_on(self):
        """The day by which the street has to do something; None when nothing is due."""
        return {"filed": self.review_due_on, "reached": self.answer_due_on}.get(self.state)

    @property
    def is_late(self):
        return self.due_on is not None and self.due_on < timezone.localdate()


class Signature(Tracked):
    """联名 of a household; leaving takes the row away, the log keeps that it was there."""

    AREA_PATH, PUBLIC_ROWS = "initiative__community__area__code", NOTHING

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="signatures", verbose_name="改造倡议")
    row = models.ForeignKey(RollRow, models.PROTECT, related_name="signatures", verbose_name="住户")
    signed_at = models.DateTimeField("联名时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "倡议联名"
        ordering = ["initiative", "signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "row"],
                name="one_signature_a_household",
                violation_error_message="您家已经联名了",
            )
        ]

    def __str__(self):
        return f"{self.initiative}联名"

    @property
    def area(self):
        return self.initiative.area


def count_of_signatures():
    """How many households stand behind an initiative, as an expression of its query."""
    own = Signature.objects.filter(initiative=OuterRef("pk")).order_by().values("initiative")
    return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)
