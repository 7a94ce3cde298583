"""Clashes, measures and proposals against an oracle that walks day by day and tries every schedule."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.special_works.clashes import find
from projects.special_works.measures import Measure, measure
from projects.special_works.proposals import groups, improve, objective
from projects.special_works.schedule import Place, Rule, Work, moved, starts_of

D = date(2026, 9, 1)
ROAD = {1: Place(1, 7, households=100), 2: Place(2, 7, households=50, fire_lane=True)}
TWICE = Rule("dig_twice", "dig_twice", days=365)
SURFACE_LAST = Rule("dig_before_road", "order", first="*", then="road", days=100)
LANE = Rule("fire_lane", "fire_lane")
IN_TURN = Rule("predecessor", "predecessor")


def day(n):
    return D + timedelta(days=n)


def work(key, first, last, kind="gas", places=(1,), **facts):
    """A work from day `first` to day `last`, which may move a year either way unless told."""
    window = {"earliest": day(first - 365), "latest": day(last + 365)}
    facts = {"excavates": True} | window | facts
    return Work(key, kind, day(first), day(last), places=frozenset(places), **facts)


def pairs(works, *rules, gap=0):
    return [(c.kind, c.works, c.place, c.days) for c in find(works, ROAD, rules, gap)]


@pytest.mark.parametrize(
    ("first", "gap", "found"),
    [(10, 0, []), (11, 0, []), (12, 0, [2]), (18, 7, []), (19, 7, [9]), (375, 0, [365]), (376, 0, [])],
)
def test_the_same_ground_opened_twice(first, gap, found):
    """Work 1 ends on day 10; the next day and `gap` days more are the same entry; after a year it is no clash."""
    works = [work(1, 0, 10), work(2, first, first + 5)]
    assert pairs(works, TWICE, gap=gap) == [("dig_twice", (1, 2), 1, days) for days in found]


def test_works_that_do_not_dig_or_lie_elsewhere_do_not_clash():
    assert pairs([work(1, 0, 10), work(2, 30, 40, excavates=False)], TWICE) == []
    assert pairs([work(1, 0, 10), work(2, 30, 40, places=(2,))], TWICE) == []
    both = [work(1, 0, 10, places=(1, 2)), work(2, 30, 40, places=(1, 2))]
    assert [place for _, _, place, _ in pairs(both, TWICE)] == [1, 2]


@pytest.mark.parametrize(
    ("dig", "found"),
    [((0, 9), []), ((0, 10), [1]), ((5, 30), [21]), ((120, 125), [116]), ((121, 125), [])],
)
def test_the_surface_comes_last(dig, found):
    """The road is laid from day 10 to day 20: whoever digs then, or within 100 days after, spoils it."""
    works = [work(1, *dig), work(2, 10, 20, kind="road", excavates=False)]
    order = tuple(sorted((1, 2), key=lambda key: (works[key - 1].start, key)))
    assert pairs(works, SURFACE_LAST) == [("order", order, 1, days) for days in found]


def test_a_fire_lane_stays_open():
    closing = {"closes_road": True, "places": (1, 2)}
    assert pairs([work(1, 0, 10, **closing), work(2, 10, 12, **closing)], LANE) == [("fire_lane", (1, 2), 2, 1)]
    assert pairs([work(1, 0, 10, **closing), work(2, 11, 12, **closing)], LANE) == []
    assert pairs([work(1, 0, 10, **closing), work(2, 5, 12, places=(2,))], LANE) == []
    places = {n: Place(n, 7 if n < 4 else 8, fire_lane=True) for n in range(1, 6)}
    works = [work(1, 5, 10, closes_road=True, places=(4, 3)), work(2, 0, 5, closes_road=True, places=(2, 5))]
    (one,) = find(works, places, [LANE], 0)  # two communities, no place in common: once, at the first one's smallest
    assert (one.works, one.place, one.starts, one.ends) == ((2, 1), 2, day(5), day(5))


def test_what_must_wait_waits():
    waits = {"predecessors": frozenset({1}), "places": (2,)}
    assert pairs([work(1, 0, 10), work(2, 10, 12, **waits)], IN_TURN) == [("predecessor", (1, 2), 0, 1)]
    assert pairs([work(1, 0, 10), work(2, 11, 12, **waits)], IN_TURN) == []
    waits |= {"places": (1, 2)}
    assert pairs([work(1, 5, 10, places=(2, 1)), work(2, 0, 2, **waits)], IN_TURN) == [("predecessor", (2, 1), 1, 11)]


def test_measures_by_hand():
    """Place 1: days 0–10, 5–12, 20–24 → two entries, 13 + 5 days; place 2: days 5–12."""
    works = [work(1, 0, 10), work(2, 5, 12, places=(1, 2)), work(3, 20, 24, excavates=False)]
    found = measure(works, ROAD, 0)
    assert found == Measure(entries=3, digs=2, household_days=100 * 18 + 50 * 8, households=150)
    assert found.days_per_household == Decimal("14.7")
    assert measure(works, ROAD, 7).entries == 2
    assert measure([], ROAD, 0).days_per_household == 0


def test_a_merge_is_proposed():
    """The mock-up's case: gas after the surface was restored; moved before it, into the trench of the drains."""
    works = [
        work(1, 0, 60, kind="drainage", movable=False),
        work(2, 85, 100, kind="road", excavates=False),
        work(3, 105, 140, kind="gas", earliest=day(20), latest=day(160)),
    ]
    rules = [TWICE, SURFACE_LAST, Rule("drain_before_gas", "order", first="drainage", then="gas", days=180)]
    assert len(find(works, ROAD, rules, 7)) == 2
    plan = improve(works, ROAD, rules, 7)
    assert plan.proven and plan.objective[:3] == (0, 1, 1)
    assert plan.starts[1] == day(0) and day(61) <= plan.starts[3] <= day(68)


def test_groups_touch_each_other_only_through_what_they_share():
    closing = {"closes_road": True}
    works = [
        work(1, 0, 5), work(2, 9, 12), work(3, 0, 5, places=(2,), **closing), work(4, 0, 5, places=(3,), **closing),
        work(5, 0, 5, places=(4,)), work(6, 0, 5, places=(5,), predecessors=frozenset({5, 99})),
    ]  # fmt: skip
    places = {n: Place(n, 7 if n < 4 else 8, fire_lane=n in (2, 3)) for n in range(1, 6)}
    assert [[w.id for w in group] for group in groups(works, places)] == [[1, 2], [3, 4], [5, 6]]


def test_a_work_outside_its_window_stays():
    outside = work(2, 40, 45, excavates=False, earliest=day(0), latest=day(44))
    works = [work(1, 0, 5), outside, work(3, 20, 25, movable=False)]
    assert [(low - D).days for low, _ in map(starts_of, works)] == [-365, 40, 20]
    assert [(high - D).days for _, high in map(starts_of, works)] == [365, 40, 20]
    assert improve(works, ROAD, [TWICE], 0).starts == {1: day(20), 2: day(40), 3: day(20)}


def test_without_time_the_present_plan_stands():
    works = [work(1, 0, 10), work(2, 30, 40)]
    plan = improve(works, ROAD, [TWICE], 0, seconds=0)
    assert (plan.starts, plan.proven, plan.objective[0]) == ({1: day(0), 2: day(30)}, False, 1)


def tangled(seed, count=20, year=365):
    """Works all over eight places, most of them free to move within the year."""
    dice = Random(seed)
    places = {key: Place(key, 1 + key // 4, dice.randint(20, 300), dice.random() < 0.4) for key in range(1, 9)}
    works = []
    for key in range(1, count + 1):
        days, kind = dice.randint(7, 60), dice.choice(["drainage", "water", "gas", "power", "road", "landscape"])
        first = dice.randint(0, year - days - 1)
        facts = {
            "excavates": kind not in ("road", "landscape"),
            "closes_road": dice.random() < 0.4,
            "predecessors": frozenset({dice.randint(1, key - 1)} if key > 1 and dice.random() < 0.2 else ()),
            "movable": dice.random() < 0.8,
            "places": dice.sample(range(1, 9), dice.randint(1, 3)),
        }
        works.append(work(key, first, first + days, kind, **facts, earliest=D, latest=day(year)))
    return works, places


def test_a_tangled_unit_is_solved_to_proof_and_the_same_every_time():
    """Twenty works in one knot, a year for each: proven in seconds on one core."""
    works, places = tangled(5)
    rules = [
        TWICE,
        SURFACE_LAST,
        Rule("drain_before_gas", "order", first="drainage", then="gas", days=180),
        LANE,
        IN_TURN,
    ]
    assert [len(group) for group in groups(works, places)] == [20]
    plan = improve(works, places, rules, 7, seconds=120)
    assert plan.proven and plan.objective < objective(works, places, rules, 7)
    assert improve(works[::-1], places, rules, 7, seconds=120).starts == plan.starts


@pytest.mark.parametrize("seed", [6, 9, 16, 22])
def test_crowded_places_equal_brute_force(seed):
    """Fourteen works over and beside each other at two like places and one other, three of them free."""
    dice = Random(seed)
    places = {key: Place(key, 7, households=dice.randint(1, 3)) for key in (1, 2, 3)}
    works = []
    for key in range(1, 15):
        slack = dice.randint(2, 5) if key > 11 else 0
        first, last = 2 * key, 2 * key + dice.randint(3, 6)
        facts = {"earliest": day(first - slack), "latest": day(last + slack), "excavates": dice.random() < 0.6}
        works.append(work(key, first, last, **facts, places=dice.choice([(1, 2), (1, 2), (1, 2, 3), (3,)])))
    plan = improve(works, places, RULES, 1, seconds=60)
    assert plan.proven and plan.objective == brute_force(works, places, RULES, 1)


# The oracle: days as sets, nothing shared with the code under test.


def days_of(w):
    return set(range((w.start - D).days, (w.finish - D).days + 1))


def naive_clashes(works, places, rules, gap):
    found = []
    for rule, a, b in product(rules, works, works):
        if a.id != b.id:
            key = (a.id, b.id) if (a.start, a.id) < (b.start, b.id) else (b.id, a.id)
            window = naive_window(rule, a, b)
            found += [(rule.code, key, place, *window) for place in NAIVE[rule.kind](rule, a, b, places, gap)]
    return sorted(found)


def naive_window(rule, a, b):
    """First and last day of a clash of b with a, and its days."""
    one, other = days_of(a), days_of(b)
    if rule.kind == "dig_twice":
        return min(one), max(other), min(other) - max(one)
    days = one & other if rule.kind == "fire_lane" else set(range(min(other), max(one) + 1))
    return (min(days), max(days), len(days)) if days else ()


def comes_before(a, b):
    return (a.start, a.id) < (b.start, b.id)


def naive_dig(rule, a, b, places, gap):
    free = min(days_of(b)) - max(days_of(a)) - 1
    again = comes_before(a, b) and a.excavates and b.excavates and gap < free < rule.days
    return a.places & b.places if again else ()


def naive_order(rule, a, b, places, gap):
    digs = a.excavates and a.kind != rule.then if rule.first == "*" else a.kind == rule.first
    spoilt = min(days_of(b)) <= max(days_of(a)) and min(days_of(a)) - max(days_of(b)) <= rule.days
    return a.places & b.places if digs and b.kind == rule.then and spoilt else ()


def naive_wait(rule, a, b, places, gap):
    too_soon = a.id in b.predecessors and min(days_of(b)) <= max(days_of(a))
    return [min(a.places & b.places, default=0)] if too_soon else ()


def naive_lane(rule, a, b, places, gap):
    both = comes_before(a, b) and a.closes_road and b.closes_road and days_of(a) & days_of(b)
    lanes = {places[p].community for p in a.places if places[p].fire_lane} if both else set()
    lanes &= {places[p].community for p in b.places if places[p].fire_lane}
    own = [p for p in a.places if places[p].fire_lane and places[p].community in lanes]
    return [min(own)] if own else ()


NAIVE = {"dig_twice": naive_dig, "order": naive_order, "predecessor": naive_wait, "fire_lane": naive_lane}


def naive_measure(works, places, gap):
    entries = digs = household_days = 0
    for place in places.values():
        here = [w for w in works if place.id in w.places]
        entries += runs(set().union(*map(days_of, here)), gap)
        digs += runs(set().union(*(days_of(w) for w in here if w.excavates)), gap)
        household_days += place.households * len(set().union(*map(days_of, here)))
    return digs, entries, household_days


def runs(days, gap):
    days = sorted(days)
    return sum(1 for before, now in zip([-999, *days], days, strict=False) if now - before > gap + 1)


def brute_force(works, places, rules, gap):
    """The best (clashes, digs, entries, household-days, days moved) over every schedule there is."""
    choices = []
    for w in works:
        windows = [(day(n), day(n) + (w.finish - w.start)) for n in range(-9, 90)]
        fit = [first for first, last in windows if w.movable and first >= w.earliest and last <= w.latest]
        choices.append([moved(w, first) for first in (fit if w.start in fit else [w.start])])
    best = None
    for after in product(*choices):
        shift = sum(abs((x.start - w.start).days) for x, w in zip(after, works, strict=True))
        found = (len(naive_clashes(after, places, rules, gap)), *naive_measure(after, places, gap), shift)
        best = found if best is None or found < best else best
    return best


RULES = [
    Rule("dig_twice", "dig_twice", days=6),
    Rule("dig_before_road", "order", first="*", then="road", days=3),
    Rule("drain_before_gas", "order", first="drainage", then="gas", days=4),
    LANE,
    IN_TURN,
]


@st.composite
def units(draw):
    """2–4 works of a few days at 1–3 places, with windows of a few days."""
    places = {
        key: Place(key, draw(st.integers(1, 2)), draw(st.integers(0, 3)), draw(st.booleans()))
        for key in range(1, draw(st.integers(1, 3)) + 1)
    }
    works = []
    for key in range(1, draw(st.integers(2, 4)) + 1):
        first, length = draw(st.integers(0, 8)), draw(st.integers(0, 3))
        start = day(first)
        works.append(
            Work(
                key,
                draw(st.sampled_from(["drainage", "gas", "road"])),
                start,
                day(first + length),
                earliest=start - timedelta(days=draw(st.integers(-1, 2))),
                latest=day(first + length) + timedelta(days=draw(st.integers(0, 2))),
                excavates=draw(st.booleans()),
                closes_road=draw(st.booleans()),
                places=frozenset(draw(st.sets(st.sampled_from(sorted(places)), min_size=1))),
                predecessors=frozenset(draw(st.sets(st.integers(1, key - 1), max_size=1)) if key > 1 else ()),
                movable=draw(st.integers(0, 5)) > 0,
            )
        )
    return works, places, draw(st.integers(0, 2))


@settings(max_examples=500, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(units())
def test_clashes_and_proposals_equal_brute_force(unit):
    works, places, gap = unit
    found = find(works, places, RULES, gap)
    told = [(c.rule_code, c.works, c.place, (c.starts - D).days, (c.ends - D).days, c.days) for c in found]
    assert told == naive_clashes(works, places, RULES, gap)
    own = measure(works, places, gap)
    assert (own.digs, own.entries, own.household_days) == naive_measure(works, places, gap)
    plan = improve(works, places, RULES, gap, seconds=30)
    assert plan.proven
    assert plan.objective == brute_force(works, places, RULES, gap)
    assert plan.objective == objective(works, places, RULES, gap, plan.starts)
    assert all(starts_of(w)[0] <= plan.starts[w.id] <= starts_of(w)[1] for w in works)
