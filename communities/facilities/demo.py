"""The demo city's facilities: shops, buses and schools nearly everywhere, care, childcare, sport and parking scarce."""

import math
from datetime import timedelta
from decimal import Decimal

from accounts.policy import Act
from communities.facilities.actions import next_codes, straight
from communities.facilities.coverage import standards
from communities.facilities.models import Facility, NetworkDistance
from core.changes import change_many

NOTE, METRE = "演示数据", 111195  # metres in a degree of latitude
# kind: (% of communities that reach one, what it is called, how large: floor, site, pieces)
CITY = {
    "health_center": (72, "社区卫生服务中心", (2000, 0, 0)),
    "culture_center": (58, "文化活动中心", (3200, 0, 0)),
    "sports_large": (41, "体育公园", (0, 4200, 0)),
    "middle_school": (86, "初级中学", (0, 0, 1100)),
    "metro": (38, "轨道站", (0, 0, 0)),
    "primary_school": (84, "小学", (0, 0, 1200)),
    "market": (81, "菜市场", (1100, 0, 0)),
    "sports_medium": (43, "运动场", (0, 1600, 0)),
    "park": (57, "公园", (0, 9000, 0)),
    "bus_stop": (95, "公交站", (0, 0, 0)),
    "service_station": (66, "社区服务站", (520, 0, 0)),
    "culture_room": (61, "文化活动站", (260, 0, 0)),
    "day_care": (44, "日间照料中心", (130, 0, 0)),
    "nursery": (41, "托育园", (0, 0, 18)),
    "kindergarten": (72, "幼儿园", (2900, 0, 240)),
    "health_station": (58, "卫生服务站", (140, 0, 0)),
    "sports_small": (42, "球场", (0, 310, 0)),
    "fitness": (56, "健身苑", (0, 220, 0)),
    "convenience": (90, "便利店", (80, 0, 0)),
    "parking": (47, "公共停车场", (0, 0, 60)),
    "waste_station": (64, "生活垃圾收集站", (0, 130, 0)),
    "toilet": (60, "公共厕所", (45, 0, 0)),
}
HOMES = 60  # 养老院, which no walking distance is asked of
OPERATORS = {"day_care": "甬爱养老服务", "nursery": "甬宝托育", "parking": "市停车公司", "convenience": "邻里超市"}
HOURS = {"day_care": "8:00—17:00", "nursery": "7:30—18:00", "toilet": "全天", "parking": "全天", "park": "全天"}


class Grid:
    """The communities by squares of about a kilometre, to find those around a place."""

    def __init__(self, communities):
        self.cells = {}
        for c in communities:
            self.cells.setdefault(self.cell(c), []).append(c)

    @staticmethod
    def cell(thing):
        return int(thing.longitude * 90), int(thing.latitude * 100)

    def around(self, thing):
        x, y = self.cell(thing)
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                yield from self.cells.get((x + dx, y + dy), ())


def build(communities, *, today, rng, by):
    """Facilities until each kind reaches its share of the communities; a few dozen walks measured on foot."""
    placed, rules = [c for c in communities if c.longitude is not None], standards()
    grid, made, detour = Grid(placed), [], float(rules.detour.value)
    for kind in rules.kinds:
        if kind.pk in CITY and kind.pk in rules.radius:
            reach = float(rules.radius[kind.pk].value) / detour
            made += spread(kind, placed, grid, reach, today=today, rng=rng)
        elif kind.pk == "nursing_home":
            homes = rng.sample(placed, min(HOMES, len(placed)))
            made += [facility(kind, c, "养老院", (7600, 0, 220), 300, today=today, rng=rng) for c in homes]
    name_apart(made)
    number(made)
    change_many([(f, {}) for f in made], by=by, act=Act.FACILITY_EDIT, note=NOTE)
    walks(placed, made, rng=rng, by=by)


def spread(kind, communities, grid, reach, *, today, rng):
    """Facilities of one kind near communities that have none, until the wanted share is reached; some not yet open."""
    share, title, size = CITY[kind.pk]
    reached, made = set(), []
    for c in rng.sample(communities, len(communities)):
        if len(reached) * 100 >= share * len(communities):
            break
        if c.pk in reached:
            continue
        new = facility(kind, c, title, size, reach, today=today, rng=rng)
        made.append(new)
        reached |= {o.pk for o in grid.around(new) if straight(o, new) <= reach}
    for c in rng.sample(communities, len(communities) // 50):
        later = facility(kind, c, title, size, reach, today=today, rng=rng)
        later.state, later.opened_on = rng.choice(["planned", "building", "closed"]), None
        made.append(later)
    return made


def facility(kind, community, title, size, reach, *, today, rng):
    """One near a community: within the reach, in any direction, of about its usual size."""
    angle, metres = rng.uniform(0, 2 * math.pi), reach * rng.uniform(0.2, 0.9)
    north, east = metres * math.sin(angle) / METRE, metres * math.cos(angle) / METRE
    east /= math.cos(math.radians(float(community.latitude)))
    floor, site, pieces = (round(n * rng.uniform(0.6, 1.4)) or None for n in size)
    return Facility(
        kind=kind,
        name=f"{community.name[:2]}{title}",
        area=community.area,
        address=community.address,
        longitude=community.longitude + round(Decimal(east), 6),
        latitude=community.latitude + round(Decimal(north), 6),
        floor_area=Decimal(floor) if floor else None,
        site_area=Decimal(site) if site else None,
        capacity=pieces,
        operator=OPERATORS.get(kind.pk, ""),
        hours=HOURS.get(kind.pk, ""),
        opened_on=today - timedelta(days=rng.randint(200, 7000)),
    )


def name_apart(facilities):
    """Namesakes of one street and kind get numbers."""
    seen = {}
    for f in facilities:
        key = (f.area_id, f.kind_id, f.name)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            f.name += f"（{seen[key]}）"


def number(facilities):
    by_street = {}
    for f in facilities:
        by_street.setdefault(f.area_id, []).append(f)
    codes = next_codes({street: len(own) for street, own in by_street.items()})
    for street, own in by_street.items():
        for f, code in zip(own, codes[street], strict=True):
            f.code = code


def walks(communities, facilities, *, rng, by):
    """Some pairs measured: now a short cut, now a canal between."""
    grid, pairs = Grid(communities), []
    for f in rng.sample(facilities, min(60, len(facilities))):
        c = min(grid.around(f), key=lambda c: straight(c, f), default=None)
        if c is not None and f.state == Facility.State.OPEN:
            metres = round(Decimal(straight(c, f) * rng.uniform(1.08, 1.9)), 0)
            source = rng.choice(["实地步测", "导航路线"])
            pairs.append(NetworkDistance(community=c, facility=f, metres=metres, source=source))
    change_many([(pair, {}) for pair in pairs], by=by, act=Act.FACILITY_EDIT, note=NOTE)
