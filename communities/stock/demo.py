"""The demo's idle rooms and land: bicycle sheds, boiler rooms, vacant shops, corners of land."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.policy import Act
from communities.stock.models import SpaceUse, StockSpace
from core.changes import change_many

ROOMS = "老车棚 原锅炉房 闲置门面 原街道办公楼 社区仓库 旧食堂 空置配套用房 原供销社 闲置传达室 老年活动室旧址".split()
LAND = "边角空地 废弃花坛 拆违空地 围墙外绿带 旧堆场 桥下空间 闲置停车场".split()
ROOM_USES = ["day_care", "nursery", "service_station", "culture_room", "health_station", "convenience"]
LAND_USES = ["parking", "sports_small", "fitness", "park", "waste_station"]
OWNERS = {
    "state": "国资公司",
    "collective": "股份经济合作社",
    "owners": "全体业主",
    "unit": "原产权单位",
    "unclear": "",
}
COUNT = 400


def build(communities, *, today, rng, by, kinds):
    """`kinds` are the codes of the facility kinds there are."""
    spaces, numbers = [], {}
    for community in rng.sample(communities, min(COUNT, len(communities))):
        number = numbers[community.area_id] = numbers.get(community.area_id, 0) + 1
        spaces.append(space(community, number, rng, kinds))
    uses = [use for n, s in enumerate(spaces) if (use := arrangement(n, s, today, rng))]
    for use in uses:
        if use.state == SpaceUse.State.AGREED:
            use.space.state = StockSpace.State.IN_USE
    change_many([(s, {}) for s in spaces], by=by, act=Act.STOCK_EDIT, note="演示数据")
    for use in uses:
        use.space = use.space  # its key is known only now
    change_many([(u, {}) for u in uses], by=by, act=Act.SPACE_OFFER, note="演示数据")


def space(community, number, rng, kinds):
    room = rng.random() < 0.65
    wanted = [use for use in (ROOM_USES if room else LAND_USES) if use in kinds]
    title = rng.choices(["state", "collective", "owners", "unit", "unclear"], [35, 15, 30, 12, 8])[0]
    name = rng.choice(ROOMS if room else LAND)
    made = StockSpace(
        code=f"KJ{community.area_id}{number:04d}",
        name=f"{community.name}{name}{number}",
        kind="room" if room else "land",
        area=community.area,
        community=community if title == "owners" else None,
        address=community.address,
        longitude=round(community.longitude + Decimal(str(round(rng.gauss(0, 0.0012), 6))), 6),
        latitude=round(community.latitude + Decimal(str(round(rng.gauss(0, 0.001), 6))), 6),
        size=Decimal(round(rng.lognormvariate(5.3, 0.7) if room else rng.lognormvariate(6.0, 0.8), 0)),
        title=title,
        owner=OWNERS[title],
        state=rng.choices(["idle", "inefficient"], [70, 30])[0],
        uses=rng.sample(wanted, min(rng.randint(1, 3), len(wanted))),
    )
    made.constraints_note = "消防需改造" if room and rng.random() < 0.3 else ""
    return made


def arrangement(number, space, today, rng):
    """One space in three is spoken of: offered, promised, agreed or ended."""
    if number % 3 or not space.uses:
        return None
    state = rng.choices(["offered", "promised", "agreed", "ended"], [40, 20, 25, 15])[0]
    start = date(today.year, 1, 1) + timedelta(days=rng.randint(0, 200))
    use = SpaceUse(space=space, purpose_id=space.uses[0], starts_on=start, state=state)
    use.rent = Decimal(rng.randint(0, 12))
    if state != "offered":
        use.party, use.promised_by = rng.choice(["社区居委会", "甬康养老服务公司", "街道办事处"]), "陈岚"
        use.ends_on = start + timedelta(days=365 * 3)
    if state == "ended":
        use.ends_on = start + timedelta(days=90)
    if state == "agreed":
        use.document = f"KJ-{today.year}-{number:03d}"
    return use
