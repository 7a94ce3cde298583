"""From hand to hand: who holds a case answers for it until the next one accepts. A refusal names who is competent."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Organisation
from accounts.policy import Act
from core import thresholds
from core.changes import change
from core.errors import Refused
from projects.models import Department
from resident_participation.cases.actions import now, told
from resident_participation.cases.events import HandOver
from resident_participation.cases.holders import (
    default_office,
    firms_of,
    place,
    receives,
    require_alone,
    require_holder,
    speaks_for_itself,
)
from resident_participation.cases.models import Feedback, Handler, State

LIMIT = "feedback.hand_over.most"


@dataclass(frozen=True)
class Target:
    """Who is to take a case."""

    handler: str
    office: str
    department: Department | None = None
    organisation: Organisation | None = None


def target_of(case, handler, department=None, organisation=None):
    """Refuses `which` when a department or firm is not named, `foreign_firm` one that has nothing to do here."""
    if handler == Handler.DEPARTMENT:
        named(department, "department", "请选部门")
        return Target(handler, f"{case.community.district}{department}部门", department=department)
    if handler == Handler.FIRM:
        named(organisation, "organisation", "请选单位")
        if not firms_of(case).filter(pk=organisation.pk).exists():
            words = f"{organisation}不是这个小区项目的施工单位，也不是专业经营单位"
            raise Refused("foreign_firm", words, {"organisation": [words]})
        return Target(handler, organisation.name, organisation=organisation)
    return Target(handler, default_office(case, handler))


def named(thing, field, words):
    if thing is None:
        raise Refused("which", words, {field: [words]})


def accept(case, *, by, note=""):
    """Take the case: what was just logged, or what was handed over. From here on the receiver answers for it.

    For a department or firm without an account the office that asked accepts, and names who said so.
    """
    with change(case, by=by, act=Act.FEEDBACK_ACCEPT, note=note) as c:
        require_alone(c)
        if c.state == State.HANDED:
            settle(c.offer, HandOver.State.ACCEPTED, by=by, case=c, act=Act.FEEDBACK_ACCEPT, answer=note.strip())
            place(c, c.offer)
        else:
            require_holder(by, c, Act.FEEDBACK_ACCEPT)
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_ACCEPT)
        c.accepted_at = c.accepted_at or now()
    return c


def refuse(case, *, by, competent, reason):
    """Send a hand-over back, with a reason and the name of the office that is competent."""
    if not competent.strip():
        words = "请写明应由谁办"
        raise Refused("needs_competent", words, {"competent": [words]})
    with change(case, by=by, act=Act.FEEDBACK_REFUSE, note=told(reason)) as c:
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_REFUSE)
        words = {"competent": competent.strip(), "answer": reason.strip()}
        settle(c.offer, HandOver.State.REFUSED, by=by, case=c, act=Act.FEEDBACK_REFUSE, **words)
    return c


def settle(offer, state, *, by, case, act, **values):
    """Answer the open hand-over of a case."""
    if not receives(by, case):
        raise Refused("not_yours", f"这件移交给了{offer.office}，请由他们接收或退回")
    on_behalf = offer.handler in (Handler.DEPARTMENT, Handler.FIRM) and not speaks_for_itself(by, offer)
    if on_behalf and not values["answer"]:
        words = f"请写明{offer.office}谁答应接收的"
        raise Refused("needs_receiver", words, {"note": [words]})
    with change(offer, by=by, act=act) as row:
        row.state, row.settled_at = state, now()
        for name, value in values.items():
            setattr(row, name, value)


@transaction.atomic
def hand_over(case, *, by, handler, department=None, organisation=None, reason=""):
    """Ask another office to take the case; the clock runs on. After the limit only the district says who takes it."""
    with change(case, by=by, act=Act.FEEDBACK_HAND_OVER, note=told(reason)) as c:
        require_holder(by, c, Act.FEEDBACK_HAND_OVER)
        require_running(c)
        most = int(thresholds.value(LIMIT))
        if c.hand_overs >= most:
            raise Refused("too_many_hand_overs", f"已经移交过 {c.hand_overs} 次（至多 {most} 次），由区县指定谁办")
        target = target_of(c, handler, department, organisation)
        if (target.handler, target.office) == (c.handler, c.handler_office):
            raise Refused("same_handler", f"现在就是{c.handler_office}在办，不用移交")
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_HAND_OVER)
        c.offer = written(c, target, HandOver.State.OFFERED, by=by, act=Act.FEEDBACK_HAND_OVER, reason=reason)
        c.hand_overs += 1
    return c


def written(case, target, state, *, by, act, reason):
    row = HandOver(
        feedback=case,
        from_office=case.handler_office,
        handler=target.handler,
        office=target.office,
        department=target.department,
        organisation=target.organisation,
        reason=reason.strip(),
        state=state,
        made_at=now(),
        settled_at=now() if state == HandOver.State.DECIDED else None,
    )
    with change(row, by=by, act=act) as saved:
        return saved


def require_running(case):
    if case.paused_at:
        raise Refused("paused", "正在暂停计时，请先恢复")


def withdraw(case, *, by, act):
    """Take back the hand-over that nobody accepted yet: the case went another way."""
    if case.state == State.HANDED:
        with change(case.offer, by=by, act=act) as row:
            row.state, row.settled_at = HandOver.State.WITHDRAWN, now()


@transaction.atomic
def decide(case, *, by, handler, department=None, organisation=None, reason=""):
    """The district (or city) says who takes the case; nobody needs to accept, and the clock runs on."""
    with change(case, by=by, act=Act.FEEDBACK_DECIDE, note=told(reason)) as c:
        require_alone(c)
        require_running(c)
        withdraw(c, by=by, act=Act.FEEDBACK_DECIDE)
        target = target_of(c, handler, department, organisation)
        c.offer = written(c, target, HandOver.State.DECIDED, by=by, act=Act.FEEDBACK_DECIDE, reason=reason)
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_DECIDE)
        place(c, target)
        c.accepted_at = c.accepted_at or now()
    return c
