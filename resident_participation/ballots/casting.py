"""Casting a ballot: one statement puts it in and logs it, or says why not. The database decides who was first.

Nothing here knows a choice once it is sealed; the receipt's number is told once and kept as a fingerprint.
"""

import hmac
import secrets
import uuid
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

import orjson
from django.db import connection, transaction
from django.db.models import JSONField
from django.utils import timezone

from accounts.policy import Act
from core import keyring
from core.bulk import AS_IT_IS
from core.changes import change, entry, snapshot
from core.errors import Refused
from core.models import Change
from resident_participation.ballots.household import Household
from resident_participation.ballots.models import Ballot, Channel
from resident_participation.slips import codes
from resident_participation.slips.actions import salt
from resident_participation.votes.models import Round, RuleSet, Seat
from resident_participation.votes.tally import Choice

Standing = Ballot.Standing
RECEIPT_LENGTH = 12
# A ballot goes in only while the round is open by the database's own clock, for a household that was reached, by a slip
# that was not replaced. The share lock makes a round that is being closed wait for the ballots on their way, and these
# find it closed or go in before.
OPEN = """
SELECT r.id FROM resident_participation_round r
WHERE r.id = %(round)s AND r.status = 'voting' AND now() >= r.opens_at AND now() < r.closes_at
  AND EXISTS (SELECT FROM resident_participation_seat s WHERE s.id = %(seat)s AND s.round_id = r.id AND s.votes)
  AND (%(slip)s::bigint IS NULL OR EXISTS (
    SELECT FROM resident_participation_slip p WHERE p.id = %(slip)s AND p.seat_id = %(seat)s AND p.live))
  AND EXISTS (SELECT FROM resident_participation_delivery d WHERE d.seat_id = %(seat)s AND d.outcome = 'delivered')
FOR SHARE OF r"""


@dataclass(frozen=True)
class Cast:
    """What became of a ballot: the receipt to show (of the counted one), and whether this very ballot is counted."""

    ballot: Ballot
    receipt: str
    counted: bool


def fresh_receipt(nonce):
    """The receipt's number of a submission: the same for the same page sent twice, and nobody can make one up."""
    digest = hmac.digest(salt(), f"receipt:{nonce}".encode(), "sha256")
    return digest[:RECEIPT_LENGTH].translate(codes.LETTERS).decode()


def receipt_mark(receipt):
    return codes.fingerprint(f"mark:{receipt}", salt())


def checked(round_, choices):
    """{item id: choice} with a word for every item of the round. Raises Refused at the item that lacks one."""
    items = [item["id"] for item in round_.package["items"]]
    for n, item in enumerate(items, 1):
        if choices.get(item) not in (Choice.AGREE, Choice.AGAINST, Choice.ABSTAIN, Choice.INVALID):
            raise Refused("no_choice", f"第 {n} 项还没有选", {str(item): ["请选一个：同意、不同意或弃权"]})
    return {str(item): str(choices[item]) for item in items}


def new_ballot(round_, seat, choices, *, channel, nonce, receipt=None, slip=None, helper=None):
    return Ballot(
        id=uuid.uuid4(),
        round_id=round_.pk,
        seat_id=seat.pk,
        slip_id=slip.pk if slip else None,
        channel=channel,
        sealed=keyring.seal(round_.key_name, orjson.dumps(checked(round_, choices)).decode()),
        nonce=nonce,
        receipt=receipt_mark(receipt or fresh_receipt(nonce)),
        cast_at=timezone.now(),
        helped_by_id=helper.pk if helper else None,
        version=1,
    )


def cast(round_, seat, choices, *, nonce, slip=None, helper=None):
    """A household's ballot from the web, or on the helper's tablet. Returns a Cast; sent twice, it is one ballot.

    Raises Refused when the round is not open or the slip did not reach the household.
    """
    channel, receipt = Channel.TABLET if helper else Channel.WEB, fresh_receipt(nonce)
    ballot = new_ballot(round_, seat, choices, channel=channel, nonce=nonce, receipt=receipt, slip=slip, helper=helper)
    ballot.round, ballot.seat = round_, seat
    if insert(ballot):
        return Cast(ballot, receipt, True)
    return again(ballot, receipt)


def insert(ballot):
    """The ballot and its log row in one statement; False when the household has a current one or may not vote."""
    logged = entry(ballot, by=Household(ballot.seat_id), act=Act.BALLOT_CAST, before={}, after=snapshot(ballot))
    params = place(ballot) | {"ballot": as_json(ballot), "logged": as_json(logged)}
    with connection.cursor() as cursor:
        cursor.execute(statement(), params)
        return cursor.rowcount == 1


def place(ballot):
    return {"round": ballot.round_id, "seat": ballot.seat_id, "slip": ballot.slip_id}


def as_json(obj):
    """A new row, for the database to take apart: one parameter is far cheaper than one for each column."""
    columns, values = written(type(obj))
    return orjson.dumps(dict(zip(columns, values(obj), strict=True))).decode()


@cache
def written(model):
    """(columns, how to take their values from an object) of a new row: all but a key that the database gives.

    A field that Django would prepare first, an encrypted one above all, must not pass here as it is: TypeError.
    """
    fields = [f for f in model._meta.concrete_fields if f.get_internal_type() != "BigAutoField"]
    if prepared := {type(f) for f in fields} - AS_IT_IS - {JSONField}:
        raise TypeError(f"{model.__name__} has fields that are not written as they are: {prepared}")
    return [f.column for f in fields], attrgetter(*(f.attname for f in fields))


@cache
def statement():
    return f"""
        WITH place(of_round) AS ({OPEN}),
        inserted AS ({into(Ballot, "ballot", "place")} ON CONFLICT DO NOTHING RETURNING 1)
        {into(Change, "logged", "inserted")}"""


def into(model, parameter, where):
    """SQL that puts in the row of a JSON parameter, if `where` has a row."""
    table, columns = model._meta.db_table, ", ".join(written(model)[0])
    row = f"json_populate_record(NULL::{table}, %({parameter})s::json)"
    return f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {where}, {row}"


@transaction.atomic
def again(ballot, receipt):
    """The household has a current ballot, or may not vote now: the rule says which of two counts, both are kept.

    `first` keeps the one that is there, `last` takes the new one, `paper` and `online` prefer a channel.
    """
    if not Round.objects.raw(OPEN, place(ballot)):
        raise Refused("not_open", why_not_open(Round.objects.get(pk=ballot.round_id), ballot.seat))
    sent = Ballot.objects.filter(nonce=ballot.nonce).first()
    if sent:
        return Cast(sent, receipt, sent.standing == Standing.COUNTED)
    return Cast(ballot, receipt, settle(ballot))


def settle(ballot):
    """Put in a ballot beside the one that may be there, by the round's rule; whether it is the one that counts.

    Within a transaction. Of two at once the database lets one be the current one; the other is told so and repeats.
    """
    by = Household(ballot.seat_id)
    Seat.objects.select_for_update().get(pk=ballot.seat_id)
    if ballot.channel != Channel.PAPER:  # whoever waited here comes after the one already told that he is counted
        ballot.cast_at = timezone.now()
    current = Ballot.objects.filter(seat_id=ballot.seat_id, standing=Standing.COUNTED).first()
    counted = current is None or takes_over(ballot, current, rule_of(ballot.round))
    if counted and current:
        with change(current, by=by, act=Act.BALLOT_REPLACE) as old:
            old.standing = Standing.REPLACED
    elif not counted:
        ballot.standing = Standing.DUPLICATE
    ballot.version = 0
    with change(ballot, by=by, act=Act.BALLOT_CAST):
        pass
    return counted


def rule_of(round_):
    return round_.package["items"][0]["rule"]["duplicates"]


def takes_over(new, old, rule):
    """Whether a ballot counts instead of the one that is there. Paper counts from the hour it was handed in."""
    papers = (new.channel == Channel.PAPER, old.channel == Channel.PAPER)
    if rule == RuleSet.Duplicates.PAPER and papers[0] != papers[1]:
        return papers[0]
    if rule == RuleSet.Duplicates.ONLINE and papers[0] != papers[1]:
        return papers[1]
    later = new.cast_at > old.cast_at
    return later if rule == RuleSet.Duplicates.LAST else not later


def why_not_open(round_, seat):
    """In the words of the one who stands before the page."""
    now = timezone.now()
    if round_.status == Round.Status.VOID:
        return f"这次表决已经作废：{round_.void_reason}"
    if round_.status == Round.Status.NOTICE or now < round_.opens_at:
        return f"现在还在公示，{timezone.localtime(round_.opens_at):%m月%d日 %H:%M}开始表决"
    if round_.status != Round.Status.VOTING or now >= round_.closes_at:
        return f"表决已在{timezone.localtime(round_.closes_at):%m月%d日 %H:%M}截止"
    return f"您这一户的投票单还没有登记送达，请打电话 {round_.phone} 联系工作人员"


def new_nonce():
    return uuid.UUID(bytes=secrets.token_bytes(16), version=4)
