"""What a round is about, made unchangeable: the roll as it stands, the items, the rule, all under two hashes."""

import json
from collections.abc import Callable
from dataclasses import asdict

from core import bulk, keyring
from core.errors import Refused
from resident_participation.rolls import reconcile
from resident_participation.rolls.heads import owners
from resident_participation.rolls.models import RollObjection, RollRow, place_of
from resident_participation.votes import demand, rule_sets
from resident_participation.votes.bundle import canonical, digest
from resident_participation.votes.models import Seat

OBSTACLES: list[Callable] = []
PUBLIC = ("number", "building", "unit", "room", "floor", "kind", "votes", "area_cm2", "owner", "deceased")
RULE = (
    "code", "name", "klass", "roll_days", "notice_days", "voting_least", "voting_most", "result_days", "ways",
    "silence", "silence_basis", "duplicates", "source", "clause", "trust", "confirmed_by",
)  # fmt: skip


def rows_in_scope(round_):
    """The living roll's rows that the round is about, in the order of the house."""
    rows = RollRow.objects.filter(community=round_.community)
    if round_.building:
        rows = rows.filter(building=round_.building)
    if round_.unit:
        rows = rows.filter(unit=round_.unit)
    return rows.order_by("building", "unit", "floor", "room", "pk")


def obstacle(find):
    """Decorator: register `find(round) -> [words]`, what another subject still has open about a round's package."""
    OBSTACLES.append(find)
    return find


def obstacles(round_):
    """What keeps a round from being frozen, in words: differences nobody explained, objections nobody answered, and
    what other subjects say."""
    community = round_.community
    found = reconcile.unexplained(community)
    if left := community.roll_objections.filter(state=RollObjection.State.OPEN).count():
        found.append(f"名册还有 {left} 件异议没有答复")
    return found + [words for find in OBSTACLES for words in find(round_)]


def freeze(round_, items):
    """Copy the roll into seats, write down the package, hash both. Inside the lock's transaction."""
    rows = list(rows_in_scope(round_))
    if not any(row.votes for row in rows):
        raise Refused("no_roll", f"{round_.place}的业主名册里没有有表决权的房屋，请先导入名册")
    if words := obstacles(round_):
        raise Refused("roll_not_ready", "还不能定稿：" + "；".join(words))
    keyring.make(round_.key_name)
    seats = [seat(round_, n, row, owner) for n, (row, owner) in enumerate(owned(round_, rows), 1)]
    bulk.insert(seats)
    round_.roll_hash = roll_hash(seats)
    round_.package = package(round_, items, seats)
    round_.package_hash = digest(canonical(round_.package))


def owned(round_, rows):
    """[(row, owner's number)]; in a consultation each household answers for itself."""
    return owners(rows) if round_.kind == "vote" else [(row, n) for n, row in enumerate(rows, 1)]


def seat(round_, number, row, owner):
    person = json.dumps([row.owner_name, row.owner_phone], ensure_ascii=False)
    return Seat(
        round=round_,
        number=number,
        building=row.building,
        unit=row.unit,
        room=row.room,
        floor=row.floor,
        kind=row.kind,
        votes=row.votes,
        area_cm2=int(row.area_m2 * 100),
        owner=owner,
        deceased=row.deceased,
        person=keyring.seal(round_.key_name, person),
    )


def roll_hash(seats):
    """SHA-256 over the frozen roll without anything personal, in the order of its numbers."""
    return digest(*(canonical([getattr(s, name) for name in PUBLIC]) for s in sorted(seats, key=lambda s: s.number)))


def package(round_, items, seats):
    """All that is announced, as it is hashed and printed."""
    voting = [s for s in seats if s.votes]
    return {
        "kind": round_.kind,
        "title": round_.title,
        "text": round_.text,
        "community": round_.community.code,
        "scope": [round_.scope, round_.building, round_.unit],
        "roll": {
            "hash": round_.roll_hash,
            "households": len(voting),
            "heads": len({s.owner for s in voting}),
            "area_cm2": sum(s.area_cm2 for s in voting),
        },
        "days": {
            "notice_from": round_.notice_from.isoformat(),
            "notice_to": round_.notice_to.isoformat(),
            "opens_at": round_.opens_at.isoformat(),
            "closes_at": round_.closes_at.isoformat(),
        },
        "files": hashes(round_),
        "items": [announced(item) for item in items],
    }


def announced(item):
    return {
        "id": item.pk,
        "order": item.order,
        "title": item.title,
        "text": item.text,
        "matter": item.matter,
        "rule": {name: getattr(item.rule, name) for name in RULE} | {"valid_from": item.rule.valid_from.isoformat()},
        "tests": [asdict(test) for test in rule_sets.tests(item.rule, item.matter)],
        "files": hashes(item),
    } | ({"demand": demand.limits()} if item.rule.purpose == demand.MENU else {})


def hashes(record):
    return sorted(record.files.values_list("sha256", flat=True))


def since_the_last(round_):
    """[(place, "新增" | "减少")] between the frozen roll of the last round of the same scope and this one's."""
    same = {"community": round_.community_id, "scope": round_.scope, "building": round_.building, "unit": round_.unit}
    earlier = type(round_).objects.filter(**same, pk__lt=round_.pk).exclude(package={}).order_by("-pk").first()
    if earlier is None:
        return []
    now, then = (set(r.seats.values_list("building", "unit", "room")) for r in (round_, earlier))
    return [(place_of(*place), "新增") for place in sorted(now - then)] + [
        (place_of(*place), "减少") for place in sorted(then - now)
    ]
