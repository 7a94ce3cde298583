"""Who holds a slip may act for its household: the code, then a second thing that the roll knows. Both are throttled."""

import json

from django.core.cache import cache

from core import keyring
from core.errors import Refused
from core.throttles import address
from resident_participation.slips import codes
from resident_participation.slips.actions import salt
from resident_participation.slips.models import Slip

TRIES, PER_ADDRESS, MINUTES = 5, 60, 10
LOCKED = f"试错太多次了，请过 {MINUTES} 分钟再来，或者打投票单上的电话"
UNKNOWN = "没有这个投票码，或者这张投票单已经换过新的。请对照手里最新的投票单，或者打单子上的电话"


def find(typed, request):
    """The live slip of a typed code, with its seat and round. Raises Misread or Refused; wrong codes are counted."""
    code = codes.read(typed)
    where = f"slip-address:{address(request)}"
    if too_often(where, PER_ADDRESS):
        raise Refused("too_often", LOCKED)
    related = ("seat__round__community__area__parent", "batch")
    slip = Slip.objects.select_related(*related).filter(fingerprint=codes.fingerprint(code, salt()), live=True).first()
    if slip is None:
        count(where)
        raise Refused("unknown_code", UNKNOWN)
    return slip


def factors(seat):
    """What the roll knows of the household's owner: the last two characters of the name, the phone's last four."""
    name, phone = json.loads(keyring.unseal(seat.round.key_name, seat.person))
    return {words for words in (name[-2:], phone[-4:]) if words}


def prove(slip, typed):
    """Compare the second factor. A household of which the roll knows neither proves itself by its room.

    Raises Refused; after five wrong tries the slip is locked for ten minutes.
    """
    seat, key = slip.seat, f"slip-tries:{slip.pk}"
    if too_often(key, TRIES):
        raise Refused("too_often", LOCKED)
    known = factors(seat) or {seat.room, seat.room.removesuffix("室")}
    if typed.strip() not in known:
        count(key)
        raise Refused("wrong_factor", "和名册上登记的对不上，请再核对一下", {"factor": ["和名册上登记的对不上"]})


def too_often(key, most):
    return cache.get(key, 0) >= most


def count(key):
    cache.add(key, 0, MINUTES * 60)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.add(key, 1, MINUTES * 60)
