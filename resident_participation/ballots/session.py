"""What a household carries from page to page: an encrypted cookie of fifteen minutes, bound to its slip. No scripts, no
account, nothing of it in the database until the ballot is cast."""

import json
from functools import lru_cache

from cryptography.fernet import InvalidToken
from django.core import signing

from core.secrets import box
from resident_participation.slips.models import Slip
from resident_participation.votes.models import Round, Seat

COOKIE, MINUTES, SALT = "ballot", 15, "slip"
HOUSEHOLD = """
SELECT s.*, r.version AS round_version FROM resident_participation_slip p
JOIN resident_participation_seat s ON s.id = p.seat_id
JOIN resident_participation_round r ON r.id = s.round_id
WHERE p.id = %s AND p.live"""


def token_of(slip):
    """Stands in the page between the code and the second factor."""
    return signing.dumps(slip.pk, salt=SALT)


def slip_of(token):
    """The live slip of such a token, or None when it is too old or the slip was replaced."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return None
    return live(pk)


def live(pk):
    """The slip with its household and its round, while it is valid; else None. Asked by every page of a ballot."""
    for seat in Seat.objects.raw(HOUSEHOLD, [pk]):
        seat.round = round_at(seat.round_id, seat.round_version)
        return Slip(pk=pk, seat=seat)
    return None


@lru_cache(maxsize=64)
def round_at(pk, version):
    """A round at one version of it: read once by a web worker, not once a page. Shared by its threads: to read only."""
    return Round.objects.select_related("community__area__parent").get(pk=pk)


def carry(response, request, **values):
    """Put what the household has said so far into its cookie."""
    sealed = box().encrypt(json.dumps(values).encode()).decode()
    kept = {"max_age": MINUTES * 60, "httponly": True, "samesite": "Lax", "path": "/b/", "secure": request.is_secure()}
    response.set_cookie(COOKIE, sealed, **kept)
    return response


def carried(request):
    """{"slip", "nonce", "answers"} of the cookie, with the live slip; None when there is none or it ran out."""
    try:
        found = json.loads(box().decrypt(request.COOKIES.get(COOKIE, "").encode(), ttl=MINUTES * 60))
    except InvalidToken:
        return None
    slip = live(found["slip"])
    return found | {"slip": slip} if slip else None


def drop(response):
    response.delete_cookie(COOKIE, path="/b/")
    return response
