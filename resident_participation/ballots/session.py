"""The household's cookie on the pages of a ballot, bound to its slip."""

from functools import lru_cache

from resident_participation.slips.carrying import Carried
from resident_participation.slips.models import Slip
from resident_participation.votes.models import Round, Seat

BALLOT = Carried("ballot", "/b/", salt="slip")
KEPT = ["id", "round_id", "building", "unit", "room"]  # of the household's row of the frozen roll
HOUSEHOLD = """
SELECT s.*, r.version AS round_version FROM resident_participation_slip p
JOIN resident_participation_seat s ON s.id = p.seat_id
JOIN resident_participation_round r ON r.id = s.round_id
WHERE p.id = %s AND p.live"""


def slip_of(token):
    """The live slip of a page's token, or None when it is too old or the slip was replaced."""
    pk = BALLOT.key_of(token)
    return pk and live(pk)


def live(pk):
    """The slip with its household and its round, while it is valid; else None. Asked by every page of a ballot."""
    for seat in Seat.objects.raw(HOUSEHOLD, [pk]):
        return slip_at(pk, seat, seat.round_version)
    return None


def slip_at(pk, seat, version):
    seat.round, slip = round_at(seat.round_id, version), Slip.from_db("default", ["id"], [pk])
    slip.seat = seat
    return slip


@lru_cache(maxsize=64)
def round_at(pk, version):
    """A round at one version of it: read once by a web worker, not once a page. Shared by its threads: to read only."""
    return Round.objects.select_related("community__area__parent").get(pk=pk)


def put(response, request, slip, *, nonce, answers, **told):
    """Put into the cookie what the household has said so far, who it is, and what it was `told` last."""
    seat = {name: getattr(slip.seat, name) for name in KEPT}
    kept = {"slip": slip.pk, "seat": seat, "version": slip.seat.round.version}
    return BALLOT.put(response, request, nonce=str(nonce), answers=answers, **kept, **told)


def carried(request):
    """{"slip", "nonce", "answers"} of the cookie, with the live slip; None when there is none or it ran out."""
    found = BALLOT.get(request)
    slip = found and live(found["slip"])
    return found | {"slip": slip} if slip else None


def remembered(request):
    """The same by the cookie alone, to cast (the statement that casts asks whether the slip is live) and to read the
    receipt.

    The household is of the frozen roll and the package is locked: both are what they were a page ago.
    """
    found = BALLOT.get(request)
    if not found:
        return None
    seat = Seat.from_db("default", KEPT, [found["seat"][name] for name in KEPT])
    return found | {"slip": slip_at(found["slip"], seat, found["version"])}
