"""The sealed bundle leaves the portal by two people, once for each request."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import keyring
from core.changes import change
from core.errors import Refused
from resident_participation.recounts.figures import correction
from resident_participation.results.models import BundleRequest
from resident_participation.votes.models import Round

LASTS = timedelta(hours=24)


def ask(round_, *, by, reason, which=BundleRequest.Which.FIRST):
    """Say what the bundle with everybody's choices is needed for."""
    if round_.status != Round.Status.CLOSED:
        raise Refused("secret", "公布结果以前，谁也不能看选择")
    if which == BundleRequest.Which.CORRECTED and correction(round_) is None:
        raise Refused("not_corrected", "这一轮没有更正过结果")
    request = BundleRequest(round=round_, which=which, reason=reason.strip(), asked_by_id=by.pk)
    with change(request, by=by, act=Act.BUNDLE_ASK) as new:
        pass
    return new


@transaction.atomic
def take(request, *, by):
    """The sealed bundle in clear, as text, to another person than the one who asked. Once, within a day."""
    with change(request, by=by, act=Act.BUNDLE_TAKE) as r:
        if r.taken_by_id:
            raise Refused("taken", "这次申请已经下载过，再要请重新申请")
        if r.asked_by_id == by.pk:
            raise Refused("two_people", "申请和下载要由两个人办，请另一位同事来下载")
        if timezone.now() - r.asked_at > LASTS:
            raise Refused("expired", "申请已超过一天，请重新申请")
        r.taken_by_id, r.taken_at = by.pk, timezone.now()
    result = request.round if request.which == BundleRequest.Which.FIRST else correction(request.round)
    with result.sealed_bundle.open() as file:
        return keyring.unseal(request.round.key_name, file.read().decode())
