"""An initiative from the household that starts it to the street's answer. Pages, API and the demo call these."""

from math import ceil

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import privacy, thresholds
from core.actors import SYSTEM
from core.calendar import add_working_days
from core.changes import change, remove
from core.errors import Refused
from core.files.actions import attach
from resident_participation.cards.actions import households
from resident_participation.initiatives.models import Initiative, Signature
from resident_participation.votes import actions as votes
from resident_participation.votes.rule_sets import in_force

FEWEST = 2  # nobody is a majority of one
State = Initiative.State


def working_days(code, since):
    """The day by which something is due: so many working days after `since`, by the threshold of that code."""
    return add_working_days(since, int(thresholds.value(code)))


def hold(initiative):
    """The initiative, locked until the transaction ends: co-signers wait for one another here."""
    rows = Initiative.objects.select_for_update(of=["self"]).select_related("community__area")
    return rows.get(pk=initiative.pk)


@transaction.atomic
def start(*, by, why, title="", item=None, photo=None):
    """A household's wish, from the catalogue of works or in its own words; the street reviews it first."""
    title, today = title.strip() or (item.name if item else ""), timezone.localdate()
    if not title:
        words = "从目录里选一项，或者用自己的话写想改什么"
        raise Refused("no_title", words, {"title": [words]})
    if by.row.initiatives.filter(state__in=Initiative.RUNNING).exists():
        raise Refused("one_at_a_time", "您家已经有一件倡议在办，办完再提下一件")
    new = Initiative(
        community=by.row.community,
        row=by.row,
        building=by.row.building,
        item=item,
        title=title,
        why=why.strip(),
        filed_on=today,
        review_due_on=working_days("initiative.review.days", today),
    )
    with change(new, by=by, act=Act.INITIATIVE_START) as initiative:
        pass
    join(initiative, by)
    if photo:
        attach(initiative, photo, by=by)
    return initiative


def join(initiative, by):
    with change(Signature(initiative=initiative, row=by.row), by=by, act=Act.INITIATIVE_SIGN):
        pass


def withdraw(initiative, *, by):
    """By the household that started it, before it is published."""
    return moved(initiative, by=by, act=Act.INITIATIVE_WITHDRAW)


def publish(initiative, *, by, title="", public_why=""):
    """The street lets neighbours see it. Words that say who somebody is are refused; the goal is fixed now."""
    with change(initiative, by=by, act=Act.INITIATIVE_PUBLISH) as i:
        Initiative.LIFECYCLE.step(i, Act.INITIATIVE_PUBLISH)
        i.title, i.public_why = title.strip() or i.title, public_why.strip() or i.why
        privacy.refuse(i.title, "title")
        privacy.refuse(i.public_why, "public_why")
        i.households, i.published_on = households(i.community).count(), timezone.localdate()
        i.needed = max(ceil(i.households * thresholds.value("initiative.share") / 100), FEWEST)
    return i


def refuse(initiative, *, by, answer):
    """Not published; the household that started it reads why."""
    return answered(initiative, by=by, act=Act.INITIATIVE_REFUSE, answer=answer)


@transaction.atomic
def sign(initiative, *, by):
    """A neighbour's household joins, once. The one that makes it enough starts the street's duty, once."""
    held = hold(initiative)
    Initiative.LIFECYCLE.step(held, Act.INITIATIVE_SIGN)
    if by.row.community_id != held.community_id:
        raise Refused("other_community", f"这是{held.community}的倡议，只有本小区住户能联名")
    if held.signatures.filter(row=by.row).exists():
        raise Refused("signed_already", "您家已经联名了")
    join(held, by)
    if held.state == State.SIGNING and held.signatures.count() >= held.needed:
        return reach(held)
    return held


def reach(initiative):
    """Enough households: from today the street owes an answer."""
    with change(initiative, by=SYSTEM, act=Act.INITIATIVE_REACH) as i:
        Initiative.LIFECYCLE.step(i, Act.INITIATIVE_REACH)
        i.reached_on = timezone.localdate()
        i.answer_due_on = working_days("initiative.answer.days", i.reached_on)
    return i


@transaction.atomic
def unsign(initiative, *, by):
    """A household leaves again, while neighbours still sign."""
    held = hold(initiative)
    Initiative.LIFECYCLE.step(held, Act.INITIATIVE_UNSIGN)
    if held.row_id == by.row.pk:
        raise Refused("own_initiative", "发起的这一户不能退出")
    signature = held.signatures.filter(row=by.row).first()
    if signature is None:
        raise Refused("not_signed", "您家没有联名")
    remove(signature, by=by, act=Act.INITIATIVE_UNSIGN)
    return held


@transaction.atomic
def plan(initiative, *, by, answer, draft_round=False):
    """Taken up, a candidate of the annual plan; with `draft_round` the consultation is drafted at once."""
    round_ = draft_consultation(initiative, by) if draft_round else None
    return answered(initiative, by=by, act=Act.INITIATIVE_PLAN, answer=answer, round=round_)


def draft_consultation(initiative, by):
    values = {"kind": "consultation", "community": initiative.community, "text": initiative.public_why}
    round_ = votes.draft(by=by, title=f"{initiative}意愿征询", **values)
    votes.add_item(round_, by=by, title=f"是否同意{initiative}", text=initiative.public_why, rule=in_force()["entry"])
    return round_


def refer(initiative, *, by, office, answer):
    """Another office is competent; the answer says which and why."""
    return answered(initiative, by=by, act=Act.INITIATIVE_REFER, answer=answer, office=office.strip())


def decline(initiative, *, by, answer):
    return answered(initiative, by=by, act=Act.INITIATIVE_DECLINE, answer=answer)


def answered(initiative, *, by, act, answer, **values):
    """End it with a reason that residents read."""
    by.require(act, initiative)
    privacy.refuse(answer, "answer")
    return moved(initiative, by=by, act=act, answer=answer.strip(), answered_on=timezone.localdate(), **values)


def moved(initiative, *, by, act, **values):
    with change(initiative, by=by, act=act) as i:
        Initiative.LIFECYCLE.step(i, act)
        for name, value in values.items():
            setattr(i, name, value)
    return i
