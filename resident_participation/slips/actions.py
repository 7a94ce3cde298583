"""Slips are asked for by one person and taken by another; each household's slip is brought and the bringing proved."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import bulk
from core.changes import change
from core.errors import Refused
from core.jobs import enqueue
from core.secrets import box
from resident_participation.slips import codes, printing, sealed
from resident_participation.slips.models import Delivery, Slip, SlipBatch
from resident_participation.votes.models import Round, RuleSet, Seat

WORKING = (Round.Status.NOTICE, Round.Status.VOTING)
PRINT = "slips.print"


def salt():
    """The key under which codes become fingerprints; it never stands in the database."""
    return box()._signing_key


@transaction.atomic
def ask(round_, *, by, site, seats=None, reason=""):
    """Order slips: for the households that have none, or new ones for chosen households, which kills the old.

    `site` is the portal's address for the QR codes. The worker prints; another person takes the sheets.
    """
    if round_.status not in WORKING:
        raise Refused("not_now", "定稿公示以后、截止以前才能打印投票单")
    rows = Seat.objects.filter(round=round_, votes=True)
    if seats is None:
        rows = rows.exclude(slips__live=True)
    else:
        rows = rows.filter(pk__in=[seat.pk for seat in seats])
        if not reason.strip():
            raise Refused("needs_reason", "请写补打原因，旧的投票单马上作废", {"reason": ["请写补打原因"]})
    chosen = list(rows.values_list("pk", flat=True))
    if not chosen:
        raise Refused("nothing_to_print", "每一户都已经有投票单，要补打请选具体哪一户")
    new = SlipBatch(round=round_, reason=reason.strip(), count=len(chosen), asked_by_id=by.pk)
    with change(new, by=by, act=Act.SLIP_ASK) as batch:
        pass
    params = {"batch": batch.pk, "seats": chosen, "site": site}
    return batch, enqueue(
        PRINT, by=by, params=params, title=f"打印{round_}投票单 {len(chosen)} 张", key=f"slips:{batch.pk}"
    )


@transaction.atomic
def make(batch, seat_ids, site, progress=lambda done: None):
    """Make the codes of a batch and its sheets; run twice, made once. The plain codes end in the sealed sheet only."""
    batch = SlipBatch.objects.select_for_update(of=["self"]).select_related("round__community").get(pk=batch.pk)
    if batch.sheet or batch.slips.exists():
        return batch
    seats = list(Seat.objects.filter(pk__in=seat_ids, round=batch.round).order_by("number"))
    Slip.objects.filter(seat__in=seats, live=True).update(live=False)
    made = [(seat, codes.new_code()) for seat in seats]
    bulk.insert([Slip(batch=batch, seat=seat, fingerprint=codes.fingerprint(code, salt())) for seat, code in made])
    batch.seal(printing.sheet(batch, made, site, progress), act=Act.SLIP_MAKE)
    return batch


def take(batch, *, by):
    """The printed sheets as HTML, once, to another person than the one who asked."""
    return sealed.take(batch, by=by, act=Act.SLIP_PRINT, destroy=Act.SLIP_DESTROY)


def forget_old(now=None):
    """Sheets that nobody took within a day. Returns how many."""
    return sealed.forget_old(SlipBatch, act=Act.SLIP_DESTROY, now=now)


def deliver(seat, *, by, outcome, way=RuleSet.Way.DOOR, proof=""):
    """A try to bring a household its slip. A vote is taken only from a household that was reached."""
    round_ = seat.round
    if round_.status not in WORKING:
        raise Refused("not_now", "定稿公示以后、截止以前才能登记送达")
    if outcome == Delivery.Outcome.DELIVERED and way not in ways(round_):
        words = (
            f"这一轮的规则不允许“{RuleSet.Way(way).label}”，只能{'、'.join(RuleSet.Way(w).label for w in ways(round_))}"
        )
        raise Refused("way_not_allowed", words, {"way": [words]})
    new = Delivery(seat=seat, outcome=outcome, way=way, proof=proof, at=timezone.now(), by_id=by.pk)
    with change(new, by=by, act=Act.SLIP_DELIVER) as delivery:
        pass
    return delivery


def ways(round_):
    """The ways of delivery that every item's frozen rule allows."""
    allowed = [item["rule"]["ways"] for item in round_.package["items"]]
    return [way for way in RuleSet.Way.values if all(way in own for own in allowed)]
