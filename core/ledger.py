"""The change log cannot be rewritten unseen: every row is signed, rows are sealed in batches into a hash chain.

Writers only sign; one task seals. So writers never queue behind one another.
Three things are found: a row that was altered (its signature fails), added by hand (no valid signature) or removed
(its seal still lists it). The newest seal is also written to a file outside the database, so that cutting the end of
the chain off is found too.
"""

import hashlib
import hmac
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.models import Change, Seal

SIGNED = ("uid", "at", "by_id", "by_name", "act", "target_type", "target_id", "target_name", "area_code")
SIGNED += ("before", "after", "note", "batch")
signed_values = attrgetter(*SIGNED)
ROWS_PER_SEAL = 5000
FIRST = "0" * 64
LOCK = 0x5EA1


@cache
def key():
    return hashlib.sha256(b"ledger:" + settings.LEDGER_KEY.encode()).digest()


def sign(what):
    """HMAC-SHA256 of a change row, or of a text (to log that a secret value changed without telling it)."""
    if isinstance(what, Change):
        what = orjson.dumps(signed_values(what), option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)
    else:
        what = what.encode()
    return hmac.digest(key(), what, "sha256").hex()


def link(previous, entries):
    return hashlib.sha256(previous.encode() + orjson.dumps(entries)).hexdigest()


def seal():
    """Seal what is not sealed yet. Returns how many rows. Safe to run anywhere, any number of times at once."""
    count = 0
    while sealed := seal_batch():
        count += sealed
    return count


@transaction.atomic
def seal_batch():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    entries = [
        list(e) for e in Change.objects.filter(seal=None).order_by("id").values_list("id", "mac")[:ROWS_PER_SEAL]
    ]
    if not entries:
        return 0
    last = Seal.objects.order_by("-pk").first()
    previous = last.hash if last else FIRST
    new = Seal.objects.create(previous=previous, entries=entries, hash=link(previous, entries))
    Change.objects.filter(id__in=[i for i, _ in entries]).update(seal=new)
    transaction.on_commit(lambda: witness(new))
    return len(entries)


def witness(new):
    """Write the newest seal outside the database."""
    settings.LEDGER_WITNESS.parent.mkdir(parents=True, exist_ok=True)
    with settings.LEDGER_WITNESS.open("a") as file:
        file.write(f"{new.pk} {new.hash}\n")


def verify() -> Iterator[str]:
    """Walk the whole chain and log; yield one Chinese sentence per fault. No sentence: the log is as it was written."""
    outside = witnessed()  # before the walk: a seal that is made meanwhile stands in neither
    previous, hashes = FIRST, {}
    for s in Seal.objects.order_by("pk").iterator(chunk_size=20):
        if s.previous != previous or s.hash != link(s.previous, s.entries):
            yield f"第 {s.pk} 号封存被改动，或它之前有封存被删除"
        yield from verify_sealed(s)
        previous, hashes[s.pk] = s.hash, s.hash
    yield from verify_witness(outside, hashes)
    for row in Change.objects.filter(seal=None).order_by("id").iterator(chunk_size=2000):
        if row.mac != sign(row):
            yield f"{describe(row)}不是系统写入的，或写入后被改动"


def verify_sealed(s):
    rows = Change.objects.in_bulk([i for i, _ in s.entries])
    for number, mac in s.entries:
        row = rows.get(number)
        if row is None:
            yield f"第 {number} 号变更记录被删除（第 {s.pk} 号封存里有它）"
        elif row.mac != mac or row.mac != sign(row):
            yield f"{describe(row)}被改动"
    listed = {number for number, _ in s.entries}
    for row in Change.objects.filter(seal=s).exclude(id__in=listed):
        yield f"{describe(row)}是后来插入的，第 {s.pk} 号封存里没有它"


def witnessed():
    """[(number, hash)] of the seals that were written down outside the database."""
    if not settings.LEDGER_WITNESS.exists():
        return []
    lines = (line.partition(" ") for line in settings.LEDGER_WITNESS.read_text().splitlines())
    return [(int(number), value) for number, _, value in lines]


def verify_witness(outside, hashes):
    for number, value in outside:
        if hashes.get(number) != value:
            yield f"第 {number} 号封存与库外留底不符，或已被删除"


def describe(row):
    return f"第 {row.pk} 号变更记录（{timezone.localtime(row.at):%Y-%m-%d %H:%M} {row.by_name} {row.target_name}）"
