"""Rounds of voting brought to a point of their life by the actions themselves; only the clock is turned back."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from core import thresholds
from projects.consents.reference import plan_thresholds
from resident_participation import reference
from resident_participation.ballots import casting
from resident_participation.models import Delivery, Round
from resident_participation.paper import actions as paper
from resident_participation.slips import actions as slips
from resident_participation.votes import actions, closing
from resident_participation.votes.rule_sets import in_force
from tests.factories import AttachmentFactory, CommunityFactory, RollRowFactory

SITE = "https://portal.test"


def ready():
    """The reference data that rounds need."""
    thresholds.load(reference.DATA / "participation_thresholds.csv")
    plan_thresholds()
    reference.rule_sets()


def home(area, households, **values):
    """A community whose roll agrees with its register: flats of 50.00 m², six a stair unit, two units a building."""
    buildings = -(-households // 12)
    values = {"name": "双桥新村", "households": households, "buildings": buildings} | values
    community = CommunityFactory(area=area, floor_area=Decimal(households) * 60, **values)
    for n in range(households):
        building, unit, place = n // 12 + 1, n % 12 // 6 + 1, n % 6
        RollRowFactory(
            community=community,
            building=f"{building}幢",
            unit=f"{unit}单元",
            floor=place // 2 + 1,
            room=f"{place // 2 + 1}0{place % 2 + 1}室",
            area_m2=Decimal("50.00"),
            owner_name=f"王{n:04d}",
            owner_phone=f"1380000{n:04d}",
        )
    return community


def drafted(community, by, *, kind="vote", items=(("把原锅炉房改成社区食堂", "special", 8),), **values):
    round_ = actions.draft(
        by=by, community=community, kind=kind, title=f"{community}共同决定", phone="0574-00000000", **values
    )
    rules = in_force()
    for title, rule, matter in items:
        actions.add_item(round_, by=by, title=title, rule=rules[rule], matter=matter)
    return round_


def locked(round_, by, days=10):
    """Announced from today; its roll hung long enough."""
    today = timezone.localdate()
    Round.objects.filter(pk=round_.pk).update(roll_from=today - timedelta(days=20), roll_to=today - timedelta(days=2))
    round_.refresh_from_db()
    opens = timezone.now() + timedelta(days=16)
    return actions.lock(round_, by=by, notice_from=today, opens_at=opens, closes_at=opens + timedelta(days=days))


def back(round_, days):
    """Turn the clock on by setting a round's days back."""
    ago = timedelta(days=days)
    names = ("notice_from", "notice_to", "opens_at", "closes_at")
    Round.objects.filter(pk=round_.pk).update(**{name: getattr(round_, name) - ago for name in names})
    round_.refresh_from_db()
    return round_


def opened(round_, by):
    """Announced, photographed, slips made and brought to every household, voting open."""
    if round_.status == "draft":
        round_ = locked(round_, by)
    round_ = back(round_, 17)
    notice = actions.record_notice(round_, by=by, place="南门公告栏", posted_on=timezone.localdate())
    AttachmentFactory(target=notice)
    deliver_all(round_, by)
    return actions.open_(round_, by=by)


def deliver_all(round_, by):
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(seat=seat, outcome="delivered", way="door", proof="signature", at=now, by_id=by.pk)
        for seat in round_.seats.filter(votes=True)
    )


def code_of(seat, by):
    """A live slip for a household; its plain code, which only a print job knows otherwise."""
    made = {}

    def watch(batch, slips_made, site, progress):
        made.update({s.pk: code for s, code in slips_made})
        return "sheet"

    before, slips.printing.sheet = slips.printing.sheet, watch
    try:
        batch, _ = slips.ask(seat.round, by=by, site=SITE, seats=[seat], reason="测试")
        slips.make(batch, [seat.pk], SITE)
    finally:
        slips.printing.sheet = before
    return made[seat.pk]


def says(round_, seat, choice, **kwargs):
    """A household's ballot with the same word on every item."""
    words = {item["id"]: choice for item in round_.package["items"]}
    return casting.cast(round_, seat, words, nonce=casting.new_nonce(), **kwargs)


def closed(round_, by):
    """The hour has come."""
    back(round_, 30)
    return actions.close(round_, by=by)


def papers(round_, choices, *, receiver, readers):
    """Paper ballots of the first households of the roll, photographed and read alike by two people; {seat: choice}."""
    made = []
    for seat, choice in choices.items():
        one = paper.receive(round_, by=receiver, seat=seat)
        AttachmentFactory(target=one)
        for reader in readers:
            one = paper.read(one, by=reader, choices={item["id"]: choice for item in round_.package["items"]})
        made.append(one)
    return made


def declared(round_, by):
    """The hour has come and the count is told."""
    return closing.declare(closed(round_, by), by=by)
