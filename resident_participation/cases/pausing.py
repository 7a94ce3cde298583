"""The clock stands still for a reason that is written down; afterwards the limits move by the working time it took."""

from datetime import timedelta

from django.db import transaction

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from core.working_time import working_time_between
from resident_participation.cases.actions import now, told
from resident_participation.cases.clocks import rule_of, shift
from resident_participation.cases.events import Pause
from resident_participation.cases.holders import require_holder
from resident_participation.cases.models import Feedback, State


@transaction.atomic
def pause(case, *, by, why, reason):
    """Refuses `no_pause` for what may not wait, `too_late` past the limit, `paused` while it stands still already."""
    with change(case, by=by, act=Act.FEEDBACK_PAUSE, note=told(reason)) as c:
        require_holder(by, c, Act.FEEDBACK_PAUSE)
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_PAUSE)
        if c.paused_at:
            raise Refused("paused", "已经暂停了")
        if rule_of(c).around_the_clock:
            raise Refused("no_pause", f"{c.category}类日夜计时，不能暂停")
        if c.is_late():
            raise Refused("too_late", "已经超期，不能再暂停计时")
        c.paused_at, c.pauses = now(), c.pauses + 1
        with change(
            Pause(feedback=c, why=why, reason=reason.strip(), since=c.paused_at), by=by, act=Act.FEEDBACK_PAUSE
        ):
            pass
    return c


@transaction.atomic
def resume(case, *, by):
    with change(case, by=by, act=Act.FEEDBACK_RESUME) as c:
        require_holder(by, c, Act.FEEDBACK_RESUME)
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_RESUME)
        if not c.paused_at:
            raise Refused("not_paused", "没有暂停，不用恢复")
        end_pause(c, now(), by=by, act=Act.FEEDBACK_RESUME)
    return c


def end_pause(case, at, *, by, act):
    """Set a paused case going again; nothing when it is not paused. What was merged into it moves along."""
    if not case.paused_at:
        return
    took = working_time_between(case.paused_at, at)
    for follower in case.followers.filter(state=State.MERGED):
        with change(follower, by=by, act=act, note=f"随 {case} 顺延") as f:
            f.paused_at = case.paused_at
            shift(f, took)
            f.paused_at, f.pauses = None, f.pauses + 1
    shift(case, took)
    with change(case.pause_rows.get(until=None), by=by, act=act) as row:
        row.until, row.minutes = at, took // timedelta(minutes=1)
    case.paused_at = None
