"""Readers are added and ended by the office; whoever runs when a report is published is mailed it, once."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Area
from accounts.policy import Act
from core import privacy
from core.changes import change
from core.errors import Refused
from core.ledger import sign
from core.outbox import actions as outbox
from core.outbox import rules
from core.outbox.channels import channel_of
from core.outbox.models import OutboxMessage
from reports.mailing import words
from reports.mailing.models import Mailing, Reader

EMAIL = OutboxMessage.Kind.EMAIL
THERE = "这个邮箱已经在收这里的这种通报"


def mark(email):
    """What the database keeps of an address to tell it again; capitals make no other address."""
    return sign(f"reader:{email.casefold()}")


@transaction.atomic
def add(*, by, area, kind, unit, email, name=""):
    """Mail the area's reports of a kind to an address from now on.

    Refuses `bad_recipient` and `already_there` at the address, `personal_data` at the unit, which stands in the log.
    """
    email, unit = email.strip(), unit.strip()
    new = Reader(area=area, kind=kind, unit=unit, name=name.strip(), email=email, fingerprint=mark(email))
    by.require(Act.READER_ADD, new)
    privacy.refuse(unit, "unit")
    reachable(email)
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)  # two who add the same come one after the other
    if Reader.objects.running().filter(area=area, kind=kind, fingerprint=new.fingerprint).exists():
        raise Refused("already_there", THERE, {"email": [THERE]})
    with change(new, by=by, act=Act.READER_ADD) as reader:
        pass
    return reader


def reachable(email):
    try:
        rules.reach(EMAIL, email)
    except Refused as no:
        raise Refused(no.code, no.message, {"email": [no.message]}) from no


def end(reader, *, by, note=""):
    """停发: no further mail, and the address is forgotten. Refuses `ended` when it was ended before."""
    with change(reader, by=by, act=Act.READER_END, note=note) as r:
        if r.ended_on:
            raise Refused("ended", f"{r.unit}已经在 {r.ended_on:%Y年%m月%d日} 停发")
        r.ended_on, r.name, r.email, r.fingerprint = timezone.localdate(), "", "", ""
    return r


def can_mail():
    """Whether the portal sends mail at all; without it nothing is sent, and a report's page says so."""
    return channel_of(EMAIL) is not None


def mail(report, *, by):
    """Called in the transaction that publishes a report: a notice to each of its readers. Returns how many."""
    readers = list(Reader.objects.of(report)) if can_mail() else []
    if not readers:
        return 0
    what = {"subject": words.subject(report), "text": words.text(report), "area_code": report.area_id}
    office = words.office(report)
    for reader in readers:
        message = outbox.send(by=by, kind=EMAIL, recipient=reader.email, office=office, **what)
        Mailing.objects.create(report=report, reader=reader, message=message)
    return len(readers)
