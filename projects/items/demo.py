"""The demo's works items: earlier years did façades, roads and greening; each year reaches deeper.

Money adds up to each project's budget and to what it has invested, to the last 0.01 万元.
"""

from decimal import Decimal

from accounts.policy import Act
from communities.models import CatalogueItem
from communities.register.stages import Stage
from core.changes import change_many
from projects.items import catalogue
from projects.items.models import WorksItem

NOTE, CENT = "演示数据", Decimal("0.01")
# Money of a project by depth, relative; the functional part of the year before the last, of the last, of this year.
SURFACE, BASIC, FUNCTIONAL = 30, 45, (5, 13, 26)
CHANCE = {"functional": (18, 34, 55), "surface": (96, 90, 82)}  # that an item is chosen, in a hundred
LIKED = {"W04", "W05", "W06", "W07", "W12"}  # chosen earlier than the others
RARE = {"W14", "T02", "T03", "T06", "T09"}
BASIC_DONE = 72
BEFORE_SCHEME = (Stage.PLANNED, Stage.PRELIMINARY)
REASONS = ["近三年已改造，运行正常", "专营单位已更新", "现状达标", "居民意见未统一，本次不做"]
SIZES = {  # quantity of an item: per unit of (households, buildings, floor area in m²), the least
    "米": ("floor_area", "0.02", 80), "户": ("households", "1", 20), "㎡": ("floor_area", "0.09", 40),
    "个": ("households", "0.06", 4), "处": ("buildings", "0.12", 1), "盏": ("households", "0.08", 6),
    "部": ("buildings", "0.18", 1), "组": ("buildings", "0.15", 1), "个单元": ("buildings", "2.6", 3),
}  # fmt: skip
SMALL = {"W01": "0.01", "W11": "0.006", "W12": "0.008", "W13": "0.002"}  # m² of m², where the usual rate is too much
HEAVY = {"B02": 3, "B14": 3, "B15": 4, "B05": 2, "B01": 2, "W15": 6, "W06": 2, "T01": 2, "T05": 2, "W14": 3}


def build(projects, *, today, rng, by):
    """`projects` with their communities prefetched. Returns how many items were made."""
    items = list(CatalogueItem.objects.filter(applies=True))
    made = []
    for project in projects:
        age = min(max(project.plan_year - today.year + 2, 0), 2)
        own = [row for community in project.communities.all() for row in rows(project, community, items, age, rng)]
        spend(project, [row for row in own if row.answer == "do"], age, rng)
        made += own
    change_many([(row, {}) for row in made], by=by, act=Act.ITEM_EDIT, note=NOTE)
    return len(made)


def rows(project, community, items, age, rng):
    """One community's items: every basic one is answered once the scheme is drawn up."""
    found = []
    for item in items:
        basic = item.item_class_id == catalogue.BASIC_CLASS
        chosen = rng.randrange(100) < chance(item, age)
        open_yet = project.status in BEFORE_SCHEME and rng.randrange(12) == 0
        if basic and open_yet and item.pk != "B15":
            continue
        if chosen or item.pk == "B15":
            found.append(wanted(project, community, item, rng))
        elif basic:
            found.append(refused(project, community, item, rng))
    return found


def chance(item, age):
    depth = catalogue.entry(item.pk).depth
    if depth == catalogue.BASIC:
        return BASIC_DONE
    usual = CHANCE[depth][age]
    return usual + 20 if item.pk in LIKED else usual // 3 if item.pk in RARE else usual


def wanted(project, community, item, rng):
    """An item to be done, as far as the project has come."""
    unit = catalogue.entry(item.pk).measure
    by, rate, least = SIZES[unit]
    rate = SMALL.get(item.pk, rate)
    size = max(Decimal(getattr(community, by) or 0) * Decimal(rate) * rng.randint(60, 140) / 100, Decimal(least))
    planned = size.quantize(Decimal(1))
    done = planned if project.percent == 100 else (planned * project.percent / 100).quantize(Decimal(1))
    return WorksItem(project=project, community=community, item=item, measure=unit, planned=planned, done=done)


def refused(project, community, item, rng):
    unit, why = catalogue.entry(item.pk).measure, rng.choice(REASONS)
    return WorksItem(project=project, community=community, item=item, measure=unit, answer="not_needed", reason=why)


def spend(project, own, age, rng):
    """Share the budget and what was invested among the items to be done."""
    groups = {"functional": FUNCTIONAL[age] * rng.randint(25, 165), "surface": SURFACE * rng.randint(80, 120)}
    groups["basic"] = BASIC * 100
    weights = []
    for row in own:
        same = sum(HEAVY.get(r.item_id, 1) for r in own if depth_of(r) == depth_of(row))
        weights.append(groups[depth_of(row)] * HEAVY.get(row.item_id, 1) * row.community.floor_area / same)
    for row, planned, done in zip(own, shares(project.budget, weights), shares(project.invested, weights), strict=True):
        row.planned_cost, row.done_cost = planned, done


def depth_of(row):
    return catalogue.entry(row.item_id).depth


def shares(amount, weights):
    """`amount` split by weights to the last cent: each point on the running sum is rounded, so nothing is lost."""
    whole, run, before, parts = sum(weights), Decimal(0), Decimal(0), []
    for weight in weights:
        run += weight
        until = (amount * run / whole).quantize(CENT)
        parts.append(until - before)
        before = until
    return parts
