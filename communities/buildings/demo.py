"""The demo city's buildings: their sums are the register's totals, but for a dozen communities."""

from datetime import timedelta
from decimal import Decimal

from accounts.policy import Act
from communities.buildings.models import Building, StairUnit
from communities.buildings.reconcile import explain_difference, lines
from core.changes import change_many

NOTE, CENT = "演示数据", Decimal("0.01")
GRADES, OF_GRADES = ["A", "B", "C", "D", ""], [90, 735, 35, 6, 134]
SITES, OF_SITES = ["free", "pipes", "none", ""], [55, 15, 12, 18]
# hazard: (per mille of the buildings that have it, and more for every year of age)
HAZARDS = {
    "facade": (-60, 6),
    "roof": (-40, 7),
    "crack": (-60, 3),
    "balcony": (-40, 2),
    "termites": (10, 1),
    "wiring": (-80, 9),
    "gas": (-60, 5),
    "stairs": (120, 2),
    "settlement": (-30, 1),
}
NEGATIVE = ["贴邻高压线", "占用消防车道", "紧贴城市道路红线"]
REASONS = {
    "buildings": "一幢已由供电单位收回作配电用房，档案还没有核减",
    "households": "两户打通并为一户，户数以房产登记为准",
    "floor_area": "自行车棚面积计在档案里，楼栋不含",
}
DIFFERENT, EXPLAINED = 12, 5


def build(communities, *, today, rng, by):
    blocks = [block for c in communities for block in blocks_of(c, today=today, rng=rng)]
    off = rng.sample([c for c in communities if c.buildings > 2], min(DIFFERENT, len(communities)))
    blocks = spoil(blocks, {c.pk: n % 3 for n, c in enumerate(off)})
    units = [unit for block in blocks for unit in units_of(block, rng=rng)]
    for block in blocks:
        block.lifts = sum(unit.has_lift for unit in block.new_units)
    change_many([(block, {}) for block in blocks], by=by, act=Act.BUILDING_EDIT, note=NOTE)
    for unit in units:
        unit.building = unit.building  # takes over the key that its building has now
    change_many([(unit, {}) for unit in units], by=by, act=Act.BUILDING_EDIT, note=NOTE)
    for c in off[:EXPLAINED]:
        different = [line.quantity for line in lines(c) if line.difference]
        for quantity in different:
            reason = REASONS["buildings" if "buildings" in different else quantity]
            explain_difference(c, quantity, reason, by=by)


def blocks_of(c, *, today, rng):
    """The buildings of a community: every total shared out to the last stair, household and hundredth."""
    n = c.buildings
    stairs = shared(c.stair_units, [rng.choice([2, 3, 3, 4]) for _ in range(n)])
    households = shared(c.households, [s * rng.uniform(0.95, 1.05) for s in stairs])
    cents = shared(int(c.floor_area / CENT), [h * rng.uniform(0.96, 1.04) for h in households])
    usual = rng.choices([6, 5, 7, 4], [70, 14, 9, 7])[0]
    roof, facade = rng.choice(["flat", "flat", "flat_to_pitched", "pitched"]), rng.choice(["paint", "tile", "mosaic"])
    for i in range(n):
        grade = rng.choices(GRADES, OF_GRADES)[0]
        year = min(c.built_year + rng.choice([0, 0, 0, 1]), today.year)
        yield Building(
            community=c,
            number=f"{i + 1}幢",
            built_year=year,
            storeys=usual if rng.random() < 0.8 else rng.choice([4, 5, 6, 7]),
            structure=c.structure,
            stair_units=stairs[i],
            households=households[i],
            floor_area=cents[i] * CENT,
            roof=roof,
            facade=facade,
            self_contained=rng.random() > 0.02,
            grade=grade,
            appraised_on=today - timedelta(days=rng.randint(60, 2400)) if grade else None,
            hazards=hazards_of(today.year - year, grade, rng),
        )


def shared(total, weights):
    """A whole number shared out by weights: every share is at least one where that can be, the sum exact."""
    least = 1 if total >= len(weights) else 0
    spare, whole = total - least * len(weights), sum(weights)
    shares = [int(spare * w / whole) for w in weights]
    for i in range(spare - sum(shares)):
        shares[i % len(shares)] += 1
    return [least + share for share in shares]


def hazards_of(age, grade, rng):
    found = [code for code, (base, each) in HAZARDS.items() if rng.random() * 1000 < (base + each * age) * 0.5]
    if grade in ("C", "D") and "crack" not in found:
        found.append("crack")
    if grade == "D" and "settlement" not in found:
        found.append("settlement")
    return found


def spoil(blocks, ways):
    """In the communities of `ways` something does not add up: a building is missing, a household, a shed's area."""
    kept = []
    for block in blocks:
        way = ways.pop(block.community_id, None)
        if way == 0:
            continue
        if way == 1:
            block.households = max(block.households - 1, 0)
        elif way == 2:
            block.floor_area -= min(Decimal("86.40"), block.floor_area / 2).quantize(CENT)
        kept.append(block)
    return kept


def units_of(block, *, rng):
    each = block.households / max(block.stair_units * block.storeys, 1)
    block.new_units = [
        StairUnit(
            building=block,
            number=f"{i + 1}单元",
            storeys=block.storeys,
            flats_per_floor=min(max(round(each), 1), 8),
            has_lift=rng.random() < 0.04,
            single_owner=rng.random() < 0.01,
            legal_title=rng.choices([True, None, False], [84, 14, 2])[0],
            in_expropriation=rng.choices([False, None, True], [88, 11, 1])[0],
            negative_list=rng.choice(NEGATIVE) if rng.random() < 0.03 else "",
            site=rng.choices(SITES, OF_SITES)[0],
        )
        for i in range(block.stair_units)
    ]
    return block.new_units
