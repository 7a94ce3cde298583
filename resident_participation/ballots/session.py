"""What a household carries from page to page: an encrypted cookie of fifteen minutes, bound to its slip. No scripts, no
account, nothing of it in the database until the ballot is cast."""

import json

from cryptography.fernet import InvalidToken
from django.core import signing

from core.secrets import box
from resident_participation.slips.models import Slip

COOKIE, MINUTES, SALT = "ballot", 15, "slip"


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
    return Slip.objects.select_related("seat__round__community__area__parent").filter(pk=pk, live=True).first()


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
