"""The reply and what the resident thinks of it. Closed is not solved: only the resident says that it is."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.policy import Act
from core import thresholds
from core.actors import SYSTEM
from core.changes import change
from core.errors import Refused
from resident_participation import events
from resident_participation.cases.actions import now, told
from resident_participation.cases.events import CallBack, Reply
from resident_participation.cases.holders import require_holder
from resident_participation.cases.models import CLOSED, WORKING, Feedback, Outcome, State
from resident_participation.cases.pausing import end_pause
from resident_participation.cases.routing import withdraw

SILENCE = "feedback.silence.days"
WAITS = (State.MERGED, State.REOPENED)  # followers to whom a reply still counts


class Resident:
    """Whoever holds the receipt of a case: answers for that one case, has no account and no name in the log."""

    pk = None
    display_name = "居民"

    def __init__(self, case):
        self.case_id = case.pk

    def may(self, act, obj):
        return act == Act.FEEDBACK_CALL_BACK and getattr(obj, "feedback_id", obj.pk) == self.case_id

    def may_somewhere(self, act):
        return act == Act.FEEDBACK_CALL_BACK

    def require(self, act, obj):
        if not self.may(act, obj):
            raise PermissionDenied


@transaction.atomic
def reply(case, *, by, text, interim=False):
    """Tell the resident, word for word. An interim answer says who is at work; the other one ends the work and waits
    for what the resident says. Merged cases are told the same.
    """
    if not text.strip():
        raise Refused("needs_reply", "请写给居民的答复", {"text": ["请写给居民的答复"]})
    at = now()
    with change(case, by=by, act=Act.FEEDBACK_REPLY) as c:
        require_holder(by, c, Act.FEEDBACK_REPLY)
        if not interim:
            withdraw(c, by=by, act=Act.FEEDBACK_REPLY)
            end_pause(c, at, by=by, act=Act.FEEDBACK_REPLY)
        tell(c, text.strip(), interim, at)
        row = Reply(feedback=c, text=text.strip(), interim=interim, office=c.handler_office, at=at)
        with change(row, by=by, act=Act.FEEDBACK_REPLY):
            pass
    for follower in c.followers.filter(state__in=WAITS):
        with change(follower, by=SYSTEM, act=Act.FEEDBACK_REPLY, note=f"随 {c} 答复") as f:
            tell(f, text.strip(), interim, at)
    return c


def tell(case, text, interim, at):
    if interim and case.state not in WORKING:
        raise Refused("wrong_state", f"现在是“{case.get_state_display()}”，不用先行答复")
    case.answered_at = case.answered_at or at
    if interim:
        return
    Feedback.LIFECYCLE.step(case, Act.FEEDBACK_REPLY)
    case.accepted_at = case.accepted_at or at
    case.reply, case.replied_at = text, at


@transaction.atomic
def call_back(case, *, by, outcome, satisfied=None, note="", way=CallBack.Way.PHONE):
    """Write down what the resident said. 没解决 and 部分解决 put the case back to work; no clock starts anew."""
    if outcome == CallBack.UNREACHED and satisfied is not None:
        raise Refused("nobody_said", "没联系上就没有满意不满意", {"satisfied": ["没联系上，请空着"]})
    with change(case, by=by, act=Act.FEEDBACK_CALL_BACK, note=note.strip()) as c:
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_CALL_BACK if outcome == CallBack.UNREACHED else Outcome(outcome))
        row = CallBack(feedback=c, outcome=outcome, satisfied=satisfied, note=note.strip(), way=way, at=now())
        with change(row, by=by, act=Act.FEEDBACK_CALL_BACK):
            pass
        if outcome != CallBack.UNREACHED:
            c.outcome, c.satisfied = outcome, satisfied
            settle(c)
    if c.state == State.REOPENED:
        wake_lead(c)
    return c


def settle(case):
    """Closed when the resident is content, else at work once more."""
    if case.state == State.SOLVED:
        case.closed_at = now()
        events.feedback_closed(case)
    else:
        case.closed_at, case.reopened = None, case.reopened + 1


def reopen(case, *, by, reason):
    """Take a case up again that was replied to or closed; its limit is what it was."""
    with transaction.atomic():
        with change(case, by=by, act=Act.FEEDBACK_REOPEN, note=told(reason)) as c:
            Feedback.LIFECYCLE.step(c, Act.FEEDBACK_REOPEN)
            settle(c)
        wake_lead(c)
    return c


def wake_lead(case):
    """Work on a merged case is done on its lead: when one comes back, so does the lead."""
    if case.lead and case.lead.state in (State.REPLIED, *CLOSED):
        reopen(case.lead, by=SYSTEM, reason=f"并入的 {case} 居民说没有解决")


def lapse(at=None):
    """Close what was replied to and met with silence, as 未评价, shown apart. Returns how many."""
    at = at or now()
    before = at - timedelta(days=int(thresholds.value(SILENCE)))
    waiting = Feedback.objects.filter(state=State.REPLIED, replied_at__lt=before).order_by("pk")
    return sum(lapsed(case, before, at) for case in waiting.iterator())


def lapsed(case, before, at):
    with change(case, by=SYSTEM, act=Act.FEEDBACK_LAPSE, note="居民没有回音") as c:
        if c.state != State.REPLIED or c.replied_at >= before:  # somebody was faster
            return False
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_LAPSE)
        c.closed_at = at
        events.feedback_closed(c)
    return True
