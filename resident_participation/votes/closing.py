"""The count of a round: once, by the one tally, everything it rests on sealed under one root."""

import json
import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import keyring
from core.changes import change
from core.errors import Refused
from projects.consents.models import ConsultationRecord
from resident_participation import events
from resident_participation.ballots.models import Ballot, Dispute
from resident_participation.paper.models import PaperBallot
from resident_participation.votes import actions, demand
from resident_participation.votes.bundle import NOT_COUNTED, bundles, canonical
from resident_participation.votes.models import Kind, Round
from resident_participation.votes.rule import Requirement
from resident_participation.votes.tally import Choice, Title, count

UNFINISHED = (PaperBallot.State.READING, PaperBallot.State.UNEQUAL)


def outstanding(round_):
    """What must be settled before a round that is closed can be declared, in words."""
    found = []
    if n := round_.papers.filter(state__in=UNFINISHED).count():
        found.append(f"还有 {n} 张纸质票没有录完或没有裁定")
    if n := Dispute.objects.filter(ballot__round=round_, state=Dispute.State.OPEN).count():
        found.append(f"还有 {n} 件“没有投过”没有核实")
    if owners := held(round_):
        found.append(f"有 {len(owners)} 位业主的几套房选择不一致，请业主书面确认后撤销不算的那张")
    return found


def titles(round_):
    reached = set(round_.seats.filter(deliveries__outcome="delivered").values_list("pk", flat=True))
    seats = round_.seats.order_by("number")
    return [Title(s.number, s.owner, s.area_cm2, s.votes, s.pk in reached) for s in seats]


def said(round_):
    """{item id: {seat number: Choice}} of the counted ballots. Only the count itself reads it, and only once closed."""
    if round_.status not in (Round.Status.COUNTING, Round.Status.CLOSED):
        raise Refused("secret", "截止以前谁也不能看选择")
    found, box = {str(item["id"]): {} for item in round_.package["items"]}, keyring.box(round_.key_name)
    rows = round_.ballots.filter(standing=Ballot.Standing.COUNTED).values_list("seat__number", "sealed")
    for number, sealed in rows.iterator(chunk_size=2000):
        for item, choice in json.loads(box.decrypt(sealed.encode())).items():
            found[item][number] = Choice(choice)
    return found


def tests_of(item):
    """The frozen tests of an announced item."""
    return tuple(Requirement(**test) for test in item["tests"])


def held(round_):
    """The owners whose own flats say different things on an item, as numbers; what they say is not told."""
    if round_.status != Round.Status.COUNTING or round_.kind == Kind.CONSULTATION:
        return set()
    roll, choices, found = titles(round_), said(round_), set()
    owner = {title.key: title.owner for title in roll}
    for own in choices.values():
        valid = {}
        for key, choice in own.items():
            if choice != Choice.INVALID:
                valid.setdefault(owner[key], set()).add(choice)
        found |= {number for number, words in valid.items() if len(words) > 1}
    return found


@transaction.atomic
def withdraw(ballot, *, by, reason):
    """Take back one of the ballots of an owner whose flats say different things, on the owner's written word."""
    round_ = actions.hold(ballot.round)
    if ballot.seat.owner not in held(round_):
        raise Refused("not_held", "这位业主的选择没有不一致，不能撤销")
    with change(ballot, by=by, act=Act.DISPUTE_ANNUL, note=reason.strip()) as b:
        b.standing = Ballot.Standing.ANNULLED
    return ballot


@transaction.atomic
def declare(round_, *, by):
    """Count, write down the result and both bundles, begin its posting. Once; a declared result is never replaced."""
    with change(round_, by=by, act=Act.VOTE_DECLARE) as r:
        Round.LIFECYCLE.step(r, Act.VOTE_DECLARE)
        r.status = Round.Status.COUNTING  # still, for what follows
        if words := outstanding(r):
            raise Refused("outstanding", "还不能公布：" + "；".join(words))
        choices = said(r)
        public, sealed = counted(r, about(r), choices)
        r.results, r.root = public["results"], public["root"]
        keep_bundles(r, r, f"round-{r.pk}", public, sealed)
        r.result_from = timezone.localdate()
        r.result_to = r.result_from + timedelta(days=result_days(r) - 1)
        r.status = Round.Status.CLOSED
        if for_gates(r):
            hand_to_gates(r, first_count(r, choices), by=by)
    events.round_declared(r)
    return r


def counted(round_, about_, choices):
    """(public bundle, sealed bundle) of what was said; every place under a fresh nonce."""
    keys = {str(item["id"]): item for item in round_.package["items"]}
    more = {key: demand.tables(round_, item, choices[key]) for key, item in keys.items()}
    return bundles(about_, bundled(round_), titles(round_), choices, lambda: secrets.token_hex(16), more)


def keep_bundles(record, round_, name, public, sealed):
    """Put both bundles on a record that has the two file fields; the sealed one under the round's key."""
    record.public_bundle.save(f"{name}.json", ContentFile(canonical(public)), save=False)
    closed = keyring.seal(round_.key_name, canonical(sealed).decode()).encode()
    record.sealed_bundle.save(f"{name}.sealed", ContentFile(closed), save=False)


def result_days(round_):
    return max(item["rule"]["result_days"] for item in round_.package["items"])


def about(round_):
    days = round_.package["days"]
    return {
        "round": round_.pk,
        "kind": round_.kind,
        "title": round_.title,
        "community": round_.community.code,
        "package": round_.package_hash,
        "roll": round_.roll_hash,
        "closed_at": days["closes_at"],
    }


def bundled(round_):
    return [in_bundle(item) for item in round_.package["items"]]


def in_bundle(item):
    rule = item["rule"]
    found = {
        "key": str(item["id"]),
        "title": item["title"],
        "rule": f"{rule['name']}（{rule['source']}）",
        "tests": tests_of(item),
    }
    return found if rule["silence"] == NOT_COUNTED else found | {"silence": rule["silence"]}


def for_gates(round_):
    """Whether the gates of plans and projects read a round: a consultation of a whole community on their matters."""
    whole = round_.kind == Kind.CONSULTATION and round_.scope == Round.Scope.COMMUNITY
    return whole and first_item(round_).rule.purpose in ConsultationRecord.Purpose.values


def first_item(round_):
    return round_.items.select_related("rule").order_by("order").first()


def first_count(round_, choices):
    return count(titles(round_), choices[bundled(round_)[0]["key"]], ())


def hand_to_gates(round_, tally, *, by):
    """Write a consultation's result down for the gates."""
    result = ConsultationRecord(
        community=round_.community,
        purpose=first_item(round_).rule.purpose,
        held_on=timezone.localdate(round_.closes_at),
        households=tally.roll.heads,
        took_part=tally.participating.heads,
        agreed=tally.agree.heads,
        posted_from=round_.result_from,
        posted_to=round_.result_to,
        note=f"平台征询第 {round_.pk} 号，根值 {round_.root[:16]}",
    )
    with change(result, by=by, act=Act.CONSENT_RECORD):
        pass


def correct_gates(round_, public, choices, *, by):
    """After a recount the gates read the corrected numbers, posted anew from today."""
    if not for_gates(round_):
        return
    tally, today = first_count(round_, choices), timezone.localdate()
    place = {"community": round_.community, "purpose": first_item(round_).rule.purpose}
    record = ConsultationRecord.objects.get(**place, held_on=timezone.localdate(round_.closes_at))
    with change(record, by=by, act=Act.CONSENT_RECORD) as r:
        r.took_part, r.agreed = tally.participating.heads, tally.agree.heads
        r.posted_from, r.posted_to = today, today + timedelta(days=result_days(round_) - 1)
        r.note = f"平台征询第 {round_.pk} 号，复核后更正，根值 {public['root'][:16]}"
