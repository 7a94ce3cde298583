"""Rounds of the demo city: announced, being voted on, with a result, recounted; a menu of works, lifts of six stair
units. Names are invented, phones from a range nobody has. What happened in the past is written with its days."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Appointment, User
from accounts.policy import Act
from communities.models import Community
from core.actors import SYSTEM
from core.changes import change, change_many
from resident_participation.ballots import casting
from resident_participation.ballots.models import Channel
from resident_participation.lifts.figures import stair_units
from resident_participation.models import RollRow
from resident_participation.objections import actions as objections
from resident_participation.recounts import demo as recounts
from resident_participation.slips import call_backs
from resident_participation.slips.models import Delivery
from resident_participation.votes import actions, closing, freezing
from resident_participation.votes.models import Notice, Round
from resident_participation.votes.rule_sets import in_force

NOTE = "演示数据"
SHANGHAI = ZoneInfo("Asia/Shanghai")
STREETS = ("330203006", "330212012")
SURNAMES, GIVEN = "王陈张林周徐胡郑方叶", "明秀兰国强惠芬建平"
CANTEEN = (
    "把原锅炉房改成社区食堂和日间照料中心",
    "面积 620㎡，一楼，中午、晚上供餐\n居民不出钱，由街道管，账目每季公布\n不影响消防通道，油烟接到屋顶",
    "special",
    8,
)
PARKING = ("小区出入口设道闸，收费停车", "外来车辆按时收费，收入归全体业主\n业主车辆登记后免费", "special", 8)
ROOF = ("动用维修资金修屋面防水", "修 12 幢屋面，预算 46 万元\n从维修资金里出，居民不另外掏钱", "ordinary", 5)
SCHEME = (
    "是否同意双桥片区综合改造方案",
    "雨污分流、外墙、道路、加装电梯\n政府出大头，加梯由本单元分摊",
    "scheme",
    None,
)
MENU = [
    ("机动车停车位", "拆除两处围墙，增加 46 个车位\n政府出钱，占绿地 180㎡", "menu", None),
    ("电动自行车充电桩", "3 处 60 个口，政府出钱\n充电按表收费", "menu", None),
    ("社区养老用房", "用空置的配电房改，政府出钱\n早晚有人进出", "menu", None),
    ("健身步道", "绕小区一圈 420 米，政府出钱\n占部分绿地", "menu", None),
]
LIFT = ("本单元加装电梯", "费用按楼层分摊，一层不出钱\n方案和分摊表见附件", "lift", 7)


def build(today, rng, *, by):
    """`by` writes everything that an office would. Returns how many rounds."""
    homes = [c for street in STREETS for c in smallest(street)]
    for home in homes:
        roll(home, rng, by=by)
    one, two, three, four = homes
    district = User.objects.get(username="district")
    past = {"votes": 0.83, "agree": 0.9, "papers": 14, "misread": (6,)}
    done = decide(one, [ROOF, CANTEEN], "锅炉房和屋面两件事", today - timedelta(days=12), rng, by=by, closed=past)
    clerk = clerk_of(done.community.area)
    recounts.recount(done, by=clerk, other=district, rule=by, misread=(6,))
    decide(one, [SCHEME], "改造方案征询", today - timedelta(days=4), rng, by=by, kind="consultation")
    short = {"votes": 0.8, "agree": 0.72, "papers": 18}
    done = decide(two, [PARKING], "出入口收费停车", today - timedelta(days=14), rng, by=by, closed=short)
    recounts.recount(done, by=clerk, other=district, leave=2)
    wishes = {"votes": 0.86, "agree": 0.7}
    when = today - timedelta(days=13)
    decide(two, MENU, "想改什么，请您来选", when, rng, by=by, kind="consultation", closed=wishes)
    decide(three, [ROOF], "动用维修资金修屋面", today - timedelta(days=5), rng, by=by)
    decide(four, [CANTEEN], "锅炉房改食堂", today + timedelta(days=9), rng, by=by)
    lifts(four, today, rng, by=by)
    return Round.objects.count()


def lifts(home, today, rng, *, by):
    """Six stair units side by side: two decided, two vote, two are announced; one household below objects."""
    units = list(stair_units(home).values())[:6]
    for n, (unit, opens) in enumerate(zip(units, (-14, -13, -3, -3, 5, 5), strict=False)):
        place = {"scope": "unit", "building": unit.building, "unit": unit.unit}
        over = {"votes": 1, "agree": (0.95, 0.5)[n]} if n < 2 else None
        title = f"{unit.building}{unit.unit}加装电梯"
        round_ = decide(home, [LIFT], title, today + timedelta(days=opens), rng, by=by, closed=over, **place)
        if n == 2:
            low = round_.seats.filter(floor=1).order_by("number").first()
            objection = objections.file(round_, by=by, number=low.number, text="井道挡住厨房采光", filed_on=today)
            objections.reply(objection, by=by, reply="井道外移 1.2 米，改用透明玻璃，图纸已更新并重新张贴")


def clerk_of(area):
    return Appointment.objects.filter(role="street", area=area).order_by("pk").first().user


def smallest(street):
    """Two communities of a street whose rolls are short."""
    rows = Community.objects.filter(area=street, households__gte=60, buildings__gte=2).select_related("area")
    return list(rows.order_by("households", "code")[:2])


def roll(home, rng, *, by):
    """A roll of the very flats that the register counts, some owners with two."""
    flats = [flat for block in home.blocks.order_by("pk") for flat in flats_of(block)]
    area = (home.floor_area * Decimal("0.86") / len(flats)).quantize(Decimal("0.01"))
    rows = []
    for n, place in enumerate(flats):
        name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
        rows.append(
            RollRow(
                community=home,
                **place,
                area_m2=area + Decimal(rng.randint(-400, 400)) / 100,
                owner_name=name,
                owner_phone=f"1380000{rng.randint(0, 9999):04d}",
                owner_group=f"演示{n // 40}" if n % 40 < 2 else "",
            )
        )
    change_many([(row, {}) for row in rows], by=by, act=Act.ROLL_IMPORT, note=NOTE)


def flats_of(block):
    """Where each household of a building lives: as many to a stair and to a floor as go in."""
    for n in range(block.households):
        stair, above = n % block.stair_units, n // block.stair_units
        floor, door = above % block.storeys + 1, above // block.storeys + 1
        yield {"building": block.number, "unit": f"{stair + 1}单元", "floor": floor, "room": f"{floor}{door:02d}室"}


def decide(home, items, title, opens, rng, *, by, kind="vote", closed=None, **scope):
    """A round that opened (or will open) on a day; `closed` says how many took part and how many of them agreed."""
    facts = {"community": home, "kind": kind, "title": f"{home}：{title}", "phone": "0574-00000000"}
    round_ = actions.draft(by=by, office=f"{home.area}办事处", **facts, **scope)
    rules = in_force()
    for words, text, rule, matter in items:
        actions.add_item(round_, by=by, title=words, text=text, rule=rules[rule], matter=matter)
    announce(round_, opens, 10 if closed else 14)
    if round_.status == Round.Status.NOTICE:
        return round_
    seats = list(round_.seats.filter(votes=True))
    bring(round_, seats, rng)
    call_backs.draw(round_)
    closed_as = closed or {"votes": rng.uniform(0.4, 0.6), "agree": 0.85}
    vote(round_, rng.sample(seats, round(len(seats) * closed_as["votes"])), rng, **closed_as)
    if not closed:
        return round_
    ring(round_)
    return closing.declare(actions.close(round_, by=SYSTEM), by=SYSTEM)


def announce(round_, opens, days):
    """Locked and announced with its days in the past: what `actions.lock` refuses to a clerk."""
    items, today = actions.items_of(round_), timezone.localdate()
    with change(round_, by=SYSTEM, act=Act.VOTE_LOCK, note=NOTE) as r:
        long = max(item.rule.notice_days for item in items)
        r.notice_from, r.notice_to = opens - timedelta(days=long), opens - timedelta(days=1)
        r.roll_from, r.roll_to = r.notice_from - timedelta(days=8), r.notice_from - timedelta(days=1)
        r.opens_at, r.closes_at = at(opens, 8), at(opens + timedelta(days=days), 20)
        r.status = Round.Status.VOTING if opens <= today else Round.Status.NOTICE
        freezing.freeze(r, items)
    for name in ("status", "notice_from", "opens_at", "closes_at", "package", "package_hash"):
        setattr(round_, name, getattr(r, name))
    place = {"round": r, "place": "南门公告栏", "posted_on": r.notice_from, "recorded_at": at(r.notice_from, 10)}
    change_many([(Notice(**place), {})], by=SYSTEM, act=Act.VOTE_NOTICE, note=NOTE)


def at(day, hour):
    return datetime.combine(day, time(hour), SHANGHAI)


def bring(round_, seats, rng):
    """Nine households of ten were reached by the street's clerk, two minutes a door."""
    clerk = clerk_of(round_.community.area)
    start = at(timezone.localdate(round_.opens_at) - timedelta(days=2), 9)
    made = [
        Delivery(
            seat=seat,
            outcome="delivered",
            way="door",
            proof="signature",
            at=start + timedelta(minutes=2 * n),
            by_id=clerk.pk,
        )
        for n, seat in enumerate(seats)
        if rng.random() < 0.9 or round_.closes_at < timezone.now()
    ]
    change_many([(d, {}) for d in made], by=SYSTEM, act=Act.SLIP_DELIVER, note=NOTE)


def ring(round_):
    """The city rings about the drawn deliveries; everybody had the slip."""
    for one in call_backs.to_call(round_, SYSTEM):
        call_backs.call_back(one, by=SYSTEM, true=True)


def vote(round_, seats, rng, *, agree, votes, papers=0, misread=()):
    """Ballots spread over the days, the first `papers` of them on paper; the same word of one owner for all flats."""
    reached, words = set(Delivery.objects.filter(seat__round=round_).values_list("seat_id", flat=True)), {}
    end = min(round_.closes_at, timezone.now())
    made = []
    for seat in (seat for seat in seats if seat.pk in reached):
        channel = Channel.PAPER if len(made) < papers else Channel.WEB
        number = len(made) + 1
        said = {item["id"]: word_of(seat, item, words, agree, rng) for item in round_.package["items"]}
        if number in misread:
            said = dict.fromkeys(said, "against")
            words |= {(seat.owner, 0): "against"}
        ballot = casting.new_ballot(round_, seat, said, channel=channel, nonce=casting.new_nonce())
        ballot.round, ballot.seat, ballot.version = round_, seat, 0
        ballot.cast_at = round_.opens_at + (end - round_.opens_at) * rng.random()
        made.append(ballot)
    change_many([(ballot, {}) for ballot in made], by=SYSTEM, act=Act.BALLOT_CAST, note=NOTE)
    if papers:
        recounts.on_paper(round_, made[:papers], misread=misread)


def word_of(seat, item, words, agree, rng):
    """What an owner says: the same for all flats; of a menu, of each thing something else."""
    word = rng.choices(["agree", "against", "abstain"], [agree, max(0.95 - agree, 0), 0.05])[0]
    return words.setdefault((seat.owner, item["id"] if "demand" in item else 0), word)
