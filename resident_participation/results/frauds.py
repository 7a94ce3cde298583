"""A round with twelve planted frauds (PARTICIPATION §10.4): what the portal refuses is written behind its back, as a
forger would. For the demo and the test of the audit page; names are invented, phones from a range nobody has."""

import hashlib
import io
import random
import uuid
from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from accounts.models import Appointment, User
from accounts.policy import Act
from communities.models import Building, Community
from core import bulk
from core.actors import SYSTEM
from core.changes import change_many
from core.models import Attachment
from resident_participation.ballots import casting
from resident_participation.ballots.models import Ballot, Channel
from resident_participation.models import RollRow
from resident_participation.paper.models import PaperBallot, Reading
from resident_participation.rolls import actions as rolls
from resident_participation.rolls import reconcile
from resident_participation.slips.models import Delivery
from resident_participation.votes import actions
from resident_participation.votes.demo import announce
from resident_participation.votes.models import Item, Notice, Seat
from resident_participation.votes.rule_sets import in_force

NOTE = "演示数据：十二处作假"
TITLE = "【演示：十二处作假】改造方案共同决定"
FLATS, FLOORS, STAIRS = 72, 6, 3
ONE_PERSON, AGENTS_OWN = 15, 5


@transaction.atomic
def build(*, by):
    """Plant everything in a community of the first demo street that has no roll yet. Returns the round."""
    rng = random.Random(20201126)
    home = register(by)
    rows = roll(home, rng)
    change_many([(row, {}) for row in rows], by=by, act=Act.ROLL_IMPORT, note=NOTE)
    explain_differences(home, by)
    round_ = actions.draft(
        by=by, community=home, kind="vote", title=TITLE, phone="0574-00000000", scope="building", building="1幢"
    )
    actions.add_item(round_, by=by, title="同意改造方案和加装电梯", rule=in_force()["special"], matter=7)
    announce(round_, timezone.localdate() - timedelta(days=6), 10)
    seats = {seat.room: seat for seat in round_.seats.all()}
    carriers = people(by)
    fast_deliveries(round_, seats, carriers)
    votes(round_, seats, carriers, rng)
    back_dated_notice(round_)
    item_after_notice(round_)
    stair_of_another_house(round_, home)
    edited_ballot(round_)
    return round_


def register(by):
    """A small community whose buildings are registered: two houses of six storeys."""
    rows = Community.objects.filter(roll=None, area__code="330203006").select_related("area")
    home = rows.order_by("households", "code").first()
    if home is None:
        raise LookupError("没有可以用的演示小区，请在演示城市里运行")
    known = set(home.blocks.values_list("number", flat=True))
    facts = {"community": home, "storeys": FLOORS, "households": FLATS // 2, "floor_area": Decimal(2600)}
    made = [Building(number=n, stair_units=STAIRS, **facts) for n in ("1幢", "2幢") if n not in known]
    change_many([(b, {}) for b in made], by=by, act=Act.BUILDING_IMPORT, note=NOTE)
    return home


def roll(home, rng):
    """House 1 with a dead owner (101), a ghost room (901), a parking space as a flat, fifteen flats of one person."""
    rows = []
    for n in range(FLATS // 2):
        floor, door = n // 6 + 1, n % 6 + 1
        one = {"owner_name": "丁一鸣", "owner_phone": "13800009999"} if n >= FLATS // 2 - ONE_PERSON else {}
        names = {"owner_name": f"王{rng.choice('明秀兰国')}{n}", "owner_phone": f"1380001{n:04d}"} | one
        rows.append(flat(home, f"{floor}0{door}室", floor, f"{(door - 1) // 2 + 1}单元", **names))
    rows[0].deceased = True
    rows.append(flat(home, "901室", 9, "1单元", owner_name="无此人", owner_phone="13800008888"))
    rows.append(flat(home, "车位12", 1, "1单元", owner_name="陈位", owner_phone="13800007777"))
    return rows


def explain_differences(home, by):
    """The roll is of one house, the register of all: each difference is open until somebody says why."""
    for line in reconcile.lines(home):
        if line.is_open:
            rolls.explain(home, by=by, quantity=line.quantity, reason=f"{NOTE}，名册只有 1幢")


def flat(home, room, floor, unit, **owner):
    return RollRow(community=home, building="1幢", unit=unit, room=room, floor=floor, area_m2=Decimal("60.00"), **owner)


def people(by):
    """The street's clerk and two others of the office."""
    clerk = Appointment.objects.filter(role="street", area_id="330203006").order_by("pk").first().user
    others = User.objects.filter(username__in=["city", "district"]).order_by("pk")
    return [clerk, *others]


def fast_deliveries(round_, seats, carriers):
    """Thirty-eight doors, three seconds each."""
    start = round_.opens_at - timedelta(days=1)
    made = [
        Delivery(
            seat=seat,
            outcome="delivered",
            way="door",
            proof="signature",
            at=start + timedelta(seconds=3 * n),
            by_id=carriers[0].pk,
        )
        for n, seat in enumerate(seats.values())
    ]
    change_many([(d, {}) for d in made], by=SYSTEM, act=Act.SLIP_DELIVER, note=NOTE)


def votes(round_, seats, carriers, rng):
    """The dead owner's ballot; an agent's five, one photographed after the hour, one read twice on one machine."""
    chosen = list(seats.values())
    for n, seat in enumerate(chosen[:AGENTS_OWN]):
        agent = "丁一鸣"
        received = round_.opens_at + timedelta(days=1, minutes=n)
        paper = PaperBallot(
            round=round_, seat=seat, number=n + 1, received_at=received, received_by_id=carriers[0].pk, agent=agent,
            state=PaperBallot.State.DONE, ballot=put_in(round_, seat, "agree", Channel.PAPER, received),
        )  # fmt: skip
        change_many([(paper, {})], by=SYSTEM, act=Act.PAPER_RECEIVE, note=NOTE)
        photo(paper, round_.closes_at + timedelta(days=2) if n == 1 else received)
        device = "d" * 64 if n == 2 else ""
        readings = [
            Reading(paper=paper, turn=turn, by_id=who.pk, at=received, sealed="x", device=device or f"{turn}" * 64)
            for turn, who in enumerate(carriers[1:3], 1)
        ]
        change_many([(r, {}) for r in readings], by=SYSTEM, act=Act.PAPER_READ, note=NOTE)
    for n, seat in enumerate(chosen[AGENTS_OWN : AGENTS_OWN + 20]):
        put_in(round_, seat, rng.choice(["agree", "against"]), Channel.WEB, round_.opens_at + timedelta(hours=n + 1))


def put_in(round_, seat, choice, channel, when):
    said = {item["id"]: choice for item in round_.package["items"]}
    ballot = casting.new_ballot(round_, seat, said, channel=channel, nonce=uuid.uuid4())
    ballot.round, ballot.seat, ballot.version, ballot.cast_at = round_, seat, 0, when
    change_many([(ballot, {})], by=SYSTEM, act=Act.BALLOT_CAST, note=NOTE)
    return ballot


def photo(record, taken_at):
    """A grey picture, with the moment it was taken."""
    data = io.BytesIO()
    Image.new("RGB", (240, 320), (record.pk % 200, 180, 190)).save(data, "JPEG")
    content = data.getvalue()
    one = Attachment(
        target=record, kind="photo", name="照片.jpg", content_type="image/jpeg", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), taken_at=taken_at, by_name="演示",
    )  # fmt: skip
    one.file.save(f"{uuid.uuid4().hex}.jpg", ContentFile(content), save=False)
    change_many([(one, {})], by=SYSTEM, act=Act.PAPER_RECEIVE, note=NOTE)


def back_dated_notice(round_):
    """Says that it hung from the first day; the photo was taken after voting had begun."""
    days = {"posted_on": round_.notice_from, "recorded_at": timezone.now() - timedelta(days=1)}
    notice = Notice(round=round_, place="北门公告栏", **days)
    change_many([(notice, {})], by=SYSTEM, act=Act.VOTE_NOTICE, note=NOTE)
    photo(notice, round_.opens_at + timedelta(days=1))


def item_after_notice(round_):
    """An item that nobody was told of."""
    bulk.insert([Item(round=round_, order=2, title="同意物业费上调三成", rule=in_force()["ordinary"], matter=4)])


def stair_of_another_house(round_, home):
    """Six households of house 2 in a round about house 1."""
    number = round_.seats.order_by("-number").first().number
    bulk.insert(
        [
            Seat(
                round=round_, number=number + n, building="2幢", unit="1单元", room=f"{n}01室", floor=n,
                kind="residence", votes=True, area_cm2=6000, owner=number + n,
            )
            for n in range(1, 7)
        ]
    )  # fmt: skip


def edited_ballot(round_):
    """Somebody with the database's password changes what a ballot says."""
    target = Ballot.objects.filter(round=round_, channel=Channel.WEB).order_by("cast_at").first()
    table = Ballot._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER sealed")
        cursor.execute(f"UPDATE {table} SET sealed = %s WHERE id = %s", [target.sealed[::-1], target.pk])
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER sealed")
