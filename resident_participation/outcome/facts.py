"""What a community was promised and what it got: the locked list beside the works list, money, warranty, photos."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, Sum
from django.utils import timezone

from communities.register.stages import Stage
from core.models import Attachment
from projects.models import FundEntry, Party, Project, WorksItem
from projects.money.models import FundingSource
from resident_participation.outcome.models import Promise

BEFORE, AFTER = "before", "after"
ZERO = Decimal(0)
PUBLIC_PHOTOS = Prefetch("files", Attachment.objects.filter(is_public=True, kind="photo"))
DONE, PARTLY, NOT, ADDED = "done", "partly", "not", "added"
WORDS = {DONE: "已完成", PARTLY: "做了一部分", NOT: "没有做", ADDED: "后来增加"}


@dataclass(frozen=True)
class Line:
    """One promise, or something that was done beyond the promises. Quantities in `measure`."""

    name: str
    promised: Decimal | None
    done: Decimal
    measure: str
    state: str
    reason: str  # why it was not done, as far as anybody said
    item: WorksItem | None

    @property
    def words(self):
        return WORDS[self.state]


def outcome(community):
    """The facts of the newest project of a community; None before there is one."""
    project = Project.objects.public().filter(communities=community).order_by("-plan_year", "-pk").first()
    if project is None:
        return None
    found = lines(project, community)
    return {
        "project": project,
        "lines": found,
        "promised": sum(one.state != ADDED for one in found),
        "kept": sum(one.state == DONE for one in found),
        "locked_on": Promise.objects.filter(project=project).values_list("locked_on", flat=True).first(),
        "pairs": pairs(project, found),
        "money": money(project),
        "warranty": warranty(project),
        "builders": list(project.parties.filter(role=Party.Role.CONTRACTOR).select_related("organisation")),
        "finished": project.works_complete_date is not None,
    }


def lines(project, community):
    """[Line]: each promise with what became of it, then what was added; a promise nobody lists any more is 没有做."""
    items = project.items.filter(community=community).select_related("item").prefetch_related(PUBLIC_PHOTOS)
    now = {one.item_id: one for one in items}
    promises = project.promises.filter(community=community).select_related("item__item_class")
    found = [line(promise, now.pop(promise.item_id, None)) for promise in promises]
    return found + [added(one) for one in now.values() if one.answer == WorksItem.Answer.DO]


def line(promise, item):
    dropped = item is None or item.answer == WorksItem.Answer.NOT_NEEDED
    done = ZERO if dropped else item.done
    state = DONE if not dropped and done >= promise.planned and done > 0 else PARTLY if done > 0 else NOT
    reason = item.reason if item and dropped else "" if item else "清单里已经没有这一项，没有说明原因"
    return Line(promise.item.name, promise.planned, done, promise.measure, state, reason, item)


def added(item):
    return Line(item.item.name, None, item.done, item.measure, ADDED, "", item)


def pairs(project, found):
    """[(title, before, after)]: published photos side by side, of the project as a whole and of each item."""
    sides = [("全貌", list(project.files.filter(is_public=True, kind="photo")))]
    sides += [(one.name, list(one.item.files.all())) for one in found if one.item]
    made = []
    for title, photos in sides:
        before = [photo for photo in photos if photo.slot == BEFORE]
        after = [photo for photo in photos if photo.slot == AFTER]
        made += [(title, *pair) for pair in zip(before, after, strict=False)]
    return made


def money(project):
    """([(who pays, 万元 arrived, 万元 planned)], totals) by group of sources; single payments are nobody's business."""
    kinds = {kind: Sum("amount", filter=Q(kind=kind), default=ZERO) for kind in ("arrived", "planned")}
    rows = FundEntry.objects.filter(project=project).order_by().values("source__group").annotate(**kinds)
    by = {row["source__group"]: row for row in rows}
    found = [(label, by[key]["arrived"], by[key]["planned"]) for key, label in FundingSource.Group.choices if key in by]
    return found, (sum((one[1] for one in found), ZERO), sum((one[2] for one in found), ZERO))


def warranty(project, today=None):
    """[(part, its last day or None, still running)]."""
    today = today or timezone.localdate()
    if project.status == Stage.REMOVED:
        return []
    rows = project.warranty_items.select_related("term")
    return [(str(one), one.ends_on, one.ends_on is None or one.ends_on >= today) for one in rows]
