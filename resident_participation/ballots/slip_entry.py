"""The holder of a slip proves its household: the code, then what the frozen roll knows of the owner."""

import json

from core import keyring
from resident_participation.slips import entry
from resident_participation.slips.models import Slip

UNKNOWN = "没有这个投票码，或者这张投票单已经换过新的。请对照手里最新的投票单，或者打单子上的电话"


def find(typed, request):
    """The live slip of a typed code, with its seat and round. Raises Misread or Refused."""
    rows = Slip.objects.select_related("seat__round__community__area__parent", "batch")
    return entry.find(typed, request, rows, name="投票码", unknown=UNKNOWN)


def prove(slip, typed):
    """Compare the second factor. Raises Refused."""
    entry.prove(f"slip-tries:{slip.pk}", factors(slip.seat), typed)


def factors(seat):
    return entry.factors(*json.loads(keyring.unseal(seat.round.key_name, seat.person)), seat.room)
