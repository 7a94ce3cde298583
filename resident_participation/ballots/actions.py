"""After the ballot: the receipt, 「我没有投过」 and what comes of it."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from resident_participation.ballots.casting import receipt_mark
from resident_participation.ballots.household import Household
from resident_participation.ballots.models import Ballot, Dispute
from resident_participation.slips import codes
from resident_participation.votes.models import Round

ENDED = (Round.Status.CLOSED, Round.Status.VOID)


def by_receipt(typed):
    """The ballot of a receipt's number; None when there is none. What it says stays sealed."""
    number = typed.translate(codes.SPACES).upper()
    rows = Ballot.objects.select_related("round__community", "seat")
    return rows.filter(receipt=receipt_mark(number)).first() if number else None


def current(seat):
    """The ballot that counts for a household, or None."""
    return seat.ballots.filter(standing=Ballot.Standing.COUNTED).first()


@transaction.atomic
def dispute(seat, *, text=""):
    """「我没有投过」: said with the household's own slip. The result waits until somebody has looked into it."""
    ballot = current(seat)
    if ballot is None:
        raise Refused("no_ballot", "您这一户现在没有计入的选票")
    if seat.round.status in ENDED:
        raise Refused("too_late", "结果已经公布，请在结果公示期内向街道书面提出")
    if ballot.disputes.filter(state=Dispute.State.OPEN).exists():
        raise Refused("disputed", "已经收到您这一户的异议，正在核实")
    new = Dispute(ballot=ballot, text=text.strip(), filed_at=timezone.now())
    with change(new, by=Household(seat.pk), act=Act.DISPUTE_OPEN) as made:
        pass
    return made


def uphold(one, *, by, answer):
    """The ballot is the household's own after all."""
    return settled(one, by=by, act=Act.DISPUTE_UPHOLD, answer=answer)


@transaction.atomic
def annul(one, *, by, answer):
    """The ballot is not the household's: it is not counted, and while voting lasts the household may vote itself."""
    found = settled(one, by=by, act=Act.DISPUTE_ANNUL, answer=answer)
    with change(found.ballot, by=by, act=Act.DISPUTE_ANNUL, note=answer.strip()) as ballot:
        ballot.standing = Ballot.Standing.ANNULLED
    return found


@transaction.atomic
def settled(one, *, by, act, answer):
    with change(one, by=by, act=act) as d:
        Dispute.LIFECYCLE.step(d, act)
        if d.ballot.helped_by_id == by.pk:
            raise Refused("own_ballot", "您是这张票的协助人，请另一位同事核实")
        d.answer, d.answered_at = answer.strip(), timezone.now()
    return d
