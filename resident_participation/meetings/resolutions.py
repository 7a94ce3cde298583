"""决议: what a meeting resolved, who carries it out until when, and what became of it."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from resident_participation.bodies.actions import must_be_in_office
from resident_participation.bodies.law import NINGBO, majority
from resident_participation.meetings.actions import hold
from resident_participation.meetings.models import Meeting, Resolution
from resident_participation.public_text import must_be_public
from resident_participation.votes.models import Round
from resident_participation.votes.words import decided

COUNTS = ("agree", "against", "abstain")


@transaction.atomic
def record(meeting, *, by, **values):
    """A resolution of a meeting that was held, about one of its announced items.

    Refuses `not_held`, `term_over`, `no_quorum`, `no_majority` and `counts` (of a committee), `needs_vote` (a matter
    that only the owners decide), `unannounced`.
    """
    held = hold(meeting)
    if held.state != Meeting.State.HELD:
        raise Refused("not_held", "会议开完以后才能登记决议")
    must_be_in_office(held.body, held.day, "作决定")
    must_be_public(title=values["title"], owner=values["owner"])
    order = (held.resolutions.order_by("-order").values_list("order", flat=True).first() or 0) + 1
    new = Resolution(meeting=held, order=order, decided_on=held.day, **values)
    announced(new)
    lawful(new)
    with change(new, by=by, act=Act.RESOLUTION_RECORD) as resolution:
        pass
    return resolution


def announced(resolution):
    """About an item of this meeting's agenda, and not one that the owners decide by vote unless they did."""
    item, meeting = resolution.item, resolution.meeting
    if item is None or item.meeting_id != meeting.pk:
        words = "请选这次会议通知里的议题。没有通知的事项不能作决定"
        raise Refused("unannounced", words, {"item": [words]})
    if item.matter and not carried(meeting.round, item.matter):
        words = (
            f"“{item}”是民法典第二百七十八条第 {item.matter} 项，要由业主表决。表决通过、公布结果以后，"
            "再登记怎么落实；会上不能直接定"
        )
        raise Refused("needs_vote", words, {"item": [words]})


def carried(round_, matter):
    """Whether the owners decided a matter in the round that the meeting was about."""
    if round_ is None or round_.status != Round.Status.CLOSED:
        return False
    items = [item for item in round_.package["items"] if item["matter"] == matter]
    return any(decided(round_.results[str(item["id"])]) for item in items)


def lawful(resolution):
    """A committee decides with more than half of its members present and more than half of all agreeing (art. 33)."""
    meeting = resolution.meeting
    if meeting.audience != Meeting.Audience.MEMBERS:
        return
    members, said = meeting.result["members"], [getattr(resolution, name) for name in COUNTS]
    if sum(n or 0 for n in said) > members["present"]:
        words = f"三种意见加起来不能超过到会的 {members['present']} 人"
        raise Refused("counts", words, {"agree": [words]})
    if not meeting.body.by_law:
        return
    needed = majority(members["all"])
    if members["present"] < needed:
        words = f"要有过半数成员参加，{members['all']} 人里到会 {members['present']} 人（{NINGBO}第三十三条）"
        raise Refused("no_quorum", words)
    if resolution.agree is None or resolution.agree < needed:
        words = f"要全体成员过半数同意：{members['all']} 人里至少 {needed} 人（{NINGBO}第三十三条）"
        raise Refused("no_majority", words, {"agree": [words]})


def done(resolution, *, by, outcome, evidence="", date=None):
    """Carried out, with what shows it: a file on the resolution, or a number or place in words."""
    with change(resolution, by=by, act=Act.RESOLUTION_DONE) as r:
        Resolution.LIFECYCLE.step(r, Act.RESOLUTION_DONE)
        must_be_public(outcome=outcome, evidence=evidence)
        day = date or timezone.localdate()
        if not r.decided_on <= day <= timezone.localdate():
            words = "办结日期要在开会以后、今天以前"
            raise Refused("wrong_day", words, {"date": [words]})
        if not evidence.strip() and not r.files.exists():
            words = "请先上传照片或文件，或者写明文号"
            raise Refused("no_evidence", words, {"evidence": [words]})
        r.done_on, r.outcome, r.evidence = day, outcome.strip(), evidence.strip()
    return r


def postpone(resolution, *, by, due_on, reason):
    """A later day, for a reason that stays on record."""
    with change(resolution, by=by, act=Act.RESOLUTION_POSTPONE, note=reason) as r:
        Resolution.LIFECYCLE.step(r, Act.RESOLUTION_POSTPONE)
        if due_on <= r.due_on:
            words = f"新的期限要晚于 {r.due_on:%Y年%m月%d日}"
            raise Refused("not_later", words, {"due_on": [words]})
        r.due_on = due_on
    return r


def drop(resolution, *, by, reason):
    """It will not be carried out; everybody reads why."""
    with change(resolution, by=by, act=Act.RESOLUTION_DROP, note=reason) as r:
        Resolution.LIFECYCLE.step(r, Act.RESOLUTION_DROP)
        must_be_public(reason=reason)
        r.done_on, r.outcome = timezone.localdate(), reason.strip()
    return r


def reopen(resolution, *, by, reason):
    """It was not done after all; the day stays, so it may be late at once."""
    with change(resolution, by=by, act=Act.RESOLUTION_REOPEN, note=reason) as r:
        Resolution.LIFECYCLE.step(r, Act.RESOLUTION_REOPEN)
        r.done_on, r.outcome, r.evidence = None, "", ""
    return r
