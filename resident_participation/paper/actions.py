"""A paper ballot is read by two people who do not see each other's; where they differ a third one rules."""

import json

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import keyring
from core.changes import change
from core.errors import Refused
from resident_participation.ballots import casting
from resident_participation.ballots.models import Channel
from resident_participation.paper.models import PaperBallot, Reading
from resident_participation.votes.models import Round

State = PaperBallot.State
OPEN = (Round.Status.VOTING, Round.Status.COUNTING)


@transaction.atomic
def receive(round_, *, by, seat, agent=""):
    """A paper ballot is handed in: only while voting lasts, only from a household that was reached."""
    held = Round.objects.select_for_update(of=["self"]).get(pk=round_.pk)
    if held.status != Round.Status.VOTING or timezone.now() >= held.closes_at:
        raise Refused("not_open", casting.why_not_open(held, seat) if held.opens_at else "还没有开始表决")
    if not seat.deliveries.filter(outcome="delivered").exists():
        words = f"{seat}的投票单还没有登记送达，先登记送达"
        raise Refused("not_delivered", words, {"seat": [words]})
    number = (held.papers.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    new = PaperBallot(
        round=round_, seat=seat, number=number, received_at=timezone.now(), received_by_id=by.pk, agent=agent.strip()
    )
    with change(new, by=by, act=Act.PAPER_RECEIVE) as paper:
        pass
    return paper


def to_read(round_, user):
    """The paper ballots that a person may read now: not received delivered by, nor read by, that person."""
    rows = round_.papers.filter(state=State.READING, files__isnull=False).exclude(readings__by=user.pk)
    return rows.exclude(seat__deliveries__by=user.pk).distinct().order_by("number")


@transaction.atomic
def read(paper, *, by, choices, device=""):
    """One blind reading. The first waits; the second counts the ballot when both agree, else it waits for a ruling."""
    held = hold(paper, by)
    if held.state != State.READING:
        raise Refused("wrong_state", f"这张票现在是“{held.get_state_display()}”，不用再录入")
    if not held.files.exists():
        raise Refused("no_photo", "先把这张票拍照传上来，再录入")
    turn = held.readings.count() + 1
    mine = write(held, by=by, turn=turn, choices=choices, device=device)
    if turn == 2:
        first = held.readings.get(turn=1)
        if opened(first) == opened(mine):
            count_it(held, opened(mine), by=by)
        else:
            move(held, State.UNEQUAL, by=by, act=Act.PAPER_READ)
    return held


@transaction.atomic
def rule(paper, *, by, choices, reason):
    """A third person decides what a ballot says on which two readings differ, and writes down why."""
    held = hold(paper, by)
    if held.state != State.UNEQUAL:
        raise Refused("wrong_state", "只有两次录入不一致的票才要裁定")
    if not reason.strip():
        raise Refused("needs_reason", "裁定要写明理由", {"reason": ["裁定要写明理由"]})
    ruling = write(held, by=by, turn=3, choices=choices, reason=reason.strip())
    count_it(held, opened(ruling), by=by)
    return held


@transaction.atomic
def void(paper, *, by, reason):
    """A paper that should not have been taken in (twice the same sheet, another round's): for a stated reason."""
    held = hold(paper, by, reads=False)
    if held.state not in (State.READING, State.UNEQUAL):
        raise Refused("wrong_state", f"这张票已经是“{held.get_state_display()}”")
    if not reason.strip():
        raise Refused("needs_reason", "请写作废原因", {"reason": ["请写作废原因"]})
    move(held, State.VOID, by=by, act=Act.PAPER_VOID, note=reason.strip())
    return held


def hold(paper, by, reads=True):
    held = (
        PaperBallot.objects.select_for_update(of=["self"])
        .select_related("round__community__area", "seat")
        .get(pk=paper.pk)
    )
    if held.round.status not in OPEN:
        raise Refused("not_now", f"这一轮现在是“{held.round.get_status_display()}”，不能再录入")
    if reads and held.seat.deliveries.filter(by=by.pk).exists():
        raise Refused("own_delivery", "这一户的投票单是您送的，请另一位同事录入")
    if reads and held.readings.filter(by=by.pk).exists():
        raise Refused("same_reader", "同一张票要由不同的人录入，您已经录过这一张")
    return held


def write(paper, *, by, turn, choices, device="", reason=""):
    said = json.dumps(casting.checked(paper.round, choices), sort_keys=True)
    new = Reading(
        paper=paper,
        turn=turn,
        by_id=by.pk,
        at=timezone.now(),
        sealed=keyring.seal(paper.round.key_name, said),
        device=device,
        reason=reason,
    )
    with change(new, by=by, act=Act.PAPER_RULE if turn == 3 else Act.PAPER_READ) as reading:
        pass
    return reading


def opened(reading):
    return json.loads(keyring.unseal(reading.paper.round.key_name, reading.sealed))


def move(paper, state, *, by, act, note=""):
    with change(paper, by=by, act=act, note=note) as p:
        p.state = state


def count_it(paper, choices, *, by):
    """The ballot goes in as of the hour it was handed in; the rule says which counts if the household has another."""
    ballot = casting.new_ballot(
        paper.round,
        paper.seat,
        {int(item): choice for item, choice in choices.items()},
        channel=Channel.PAPER,
        nonce=casting.new_nonce(),
    )
    ballot.cast_at, ballot.round, ballot.seat = paper.received_at, paper.round, paper.seat
    casting.settle(ballot)
    with change(paper, by=by, act=Act.PAPER_READ) as p:
        p.state, p.ballot = State.DONE, ballot


def disagreement(round_):
    """(ballots on which two readings differed, ballots read twice): published with the result."""
    twice = round_.papers.filter(readings__turn=2)
    return twice.filter(readings__turn=3).distinct().count() + twice.filter(state=State.UNEQUAL).count(), twice.count()
