"""Who holds a paper with a code may act for its household: the code, then a second thing that the roll knows. Both are
throttled."""

from django.core.cache import cache

from core.errors import Refused
from core.throttles import address
from resident_participation.slips import codes
from resident_participation.slips.actions import salt

TRIES, PER_ADDRESS, MINUTES = 5, 60, 10
LOCKED = f"试错太多次了，请过 {MINUTES} 分钟再来，或者打单子上的电话"


def find(typed, request, rows, *, name, unknown):
    """The live one of `rows` whose code was typed. Raises Misread or Refused (`unknown`); wrong codes are counted."""
    code = codes.read(typed, name)
    where = f"slip-address:{address(request)}"
    if too_often(where, PER_ADDRESS):
        raise Refused("too_often", LOCKED)
    found = rows.filter(fingerprint=codes.fingerprint(code, salt()), live=True).first()
    if found is None:
        count(where)
        raise Refused("unknown_code", unknown)
    return found


def prove(key, known, typed):
    """Compare the second factor with what is `known`; `key` names the paper.

    Raises Refused; after five wrong tries the paper is locked for ten minutes.
    """
    if too_often(key, TRIES):
        raise Refused("too_often", LOCKED)
    if typed.strip() not in known:
        count(key)
        raise Refused("wrong_factor", "和名册上登记的对不上，请再核对一下", {"factor": ["和名册上登记的对不上"]})


def factors(name, phone, room):
    """What proves a household: its owner's last two characters of the name or the phone's last four; of a household
    whose owner the roll does not know, its room."""
    return {words for words in (name[-2:], phone[-4:]) if words} or {room, room.removesuffix("室")}


def too_often(key, most):
    return cache.get(key, 0) >= most


def count(key):
    cache.add(key, 0, MINUTES * 60)
    try:
        cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.add(key, 1, MINUTES * 60)
