"""Rounds by the clock: those that are ready open, those that are over close and, with nothing open, are declared."""

import logging

from celery import shared_task
from django.utils import timezone

from core.actors import SYSTEM
from core.errors import Refused
from resident_participation.slips import call_backs
from resident_participation.votes import actions, closing
from resident_participation.votes.models import Round

log = logging.getLogger(__name__)


@shared_task
def rounds_by_clock():
    now = timezone.now()
    for round_ in Round.objects.filter(status=Round.Status.NOTICE, opens_at__lte=now, closes_at__gt=now):
        if not actions.not_ready(round_):
            attempt(actions.open_, round_)
    for round_ in Round.objects.filter(status=Round.Status.VOTING, closes_at__lte=now):
        attempt(actions.close, round_)
    for round_ in Round.objects.filter(status=Round.Status.COUNTING):
        attempt(call_backs.draw, round_)  # the last slips that were brought
        if not closing.outstanding(round_):
            attempt(closing.declare, round_)


def attempt(act, round_):
    """One round's refusal keeps no other from its turn."""
    try:
        act(round_, by=SYSTEM)
    except Refused as refused:
        log.warning("round %s: %s", round_.pk, refused.code)
