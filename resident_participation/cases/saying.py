"""A resident writes down their own case on the community's page: no account, no clerk, and nothing of it is public."""

import hashlib

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.policy import Act
from core.secrets import box
from resident_participation.cases.actions import log
from resident_participation.cases.models import Feedback, State

ONCE_LOCK, KEPT = 0x5A1D, 3600  # seconds for which the same page sent again is answered with the same receipt


class Neighbour:
    """Somebody at the public form: may log a case that comes by the form, and put photos on it while it is new."""

    pk = None
    display_name = "居民（小区页面）"

    def may(self, act, obj):
        case = getattr(obj, "target", obj)  # a photo belongs to the case that carries it
        own = getattr(case, "channel", "") == Feedback.Channel.WEB and case.state == State.RECEIVED
        return own and act in (Act.FEEDBACK_LOG, Feedback.ATTACH_ACT)

    def may_somewhere(self, act):
        return act == Act.FEEDBACK_LOG

    def require(self, act, obj):
        if not self.may(act, obj):
            raise PermissionDenied


@transaction.atomic
def say(community, *, key, text, **values):
    """Log a case by the form; the page's `key`, sent twice (a bad net, two taps), makes one case.

    Its `word` is on it, as `log` leaves it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ONCE_LOCK, short(key)])
    kept = cache.get(f"said:{key}")
    if kept and (case := Feedback.objects.filter(pk=kept[0]).first()):
        case.word = box().decrypt(kept[1].encode()).decode()
        return case
    case = log(community, text, by=Neighbour(), channel=Feedback.Channel.WEB, **values)
    cache.set(f"said:{key}", (case.pk, box().encrypt(case.word.encode()).decode()), KEPT)
    return case


def short(key):
    """31 bits of a key, for a lock."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") >> 1
