"""Outlines, contiguity and overlaps of units. A degree of latitude is 111,195.08 m; a degree of longitude at 29.865°
is 111,195.08 × 0.867201 = 96,428.5 m."""

import math
from datetime import timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communities.units.geometry import (
    DEGREE,
    Member,
    area_m2,
    check,
    closed,
    contains,
    contiguity,
    outline,
    outside,
    overlaps,
    strangers,
    valid_ring,
)

SECONDS = settings(deadline=timedelta(seconds=10), max_examples=80)
FLOOR_100 = 47_123.89  # m² of floors: 31,415.93 m² of ground, a circle of 100 m


def box(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north]]


SQUARE = box(121.53, 29.86, 121.54, 29.87)  # 964.285 m × 1,111.951 m


# ---------------------------------------------------------------- one ring


def test_a_square_has_the_area_of_its_sides():
    assert area_m2(SQUARE) == Decimal("1072237.43")  # by the sphere, R² Δλ (sin φ₂ − sin φ₁)
    assert area_m2(box(121.53, 29.86, 121.5301, 29.8601)) == Decimal("107.23")  # 9.643 m × 11.120 m
    assert area_m2(SQUARE) == area_m2(closed(SQUARE)) == area_m2(SQUARE[::-1])


def test_what_lies_on_the_line_lies_inside():
    assert contains(SQUARE, 121.535, 29.865) and contains(SQUARE, Decimal("121.53"), Decimal("29.865"))
    assert contains(SQUARE, 121.54, 29.87) and not contains(SQUARE, 121.540001, 29.865)


def test_a_ring_is_kept_closed_with_six_places_and_no_corner_twice_in_a_row():
    drawn = [[121.53000049, 29.86], ["121.54", 29.86], [121.54, 29.86], (121.54, Decimal("29.87"))]
    kept = [[121.53, 29.86], [121.54, 29.86], [121.54, 29.87], [121.53, 29.86]]
    assert closed(drawn) == closed(kept) == kept
    assert closed([]) == []


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ([], "至少要有 3 个不同的角点"),
        ([[121.53, 29.86], [121.54, 29.86]], "至少要有 3 个不同的角点"),
        ([[121.53, 29.86], [121.54, 29.86], [121.53, 29.86], [121.53, 29.86]], "至少要有 3 个不同的角点"),
        ([[121.53, 29.86], [121.54, 29.86], [121.55, 29.86]], "在一条线上"),
        ([[121.53, 29.86], [121.54, 29.87], [121.54, 29.86], [121.53, 29.87]], "自己交叉"),  # a bow tie
        (SQUARE + [[121.535, 29.86]], "自己交叉或相碰"),  # comes back along its own side
        ([[29.86, 121.53], [29.86, 121.54], [29.87, 121.54]], "经度在前"),
        (box(119.99, 29.86, 120.01, 29.87), "不在宁波"),
        (box(121.53, 29.86, 121.54, math.nan), "不在宁波"),
        (box(121.53, 29.86, 121.54, math.inf), "不在宁波"),
        (box(121.53, 29.86, 121.57, 29.89), "围了 12.87 平方公里，一个片区最多 10 平方公里"),  # 3.857 km × 3.336 km
        ([[121.53, 29.86, 3], [121.54, 29.86, 3], [121.54, 29.87, 3]], "经度和纬度两个数"),
        ([["a", "b"], [121.54, 29.86], [121.54, 29.87]], "经度和纬度两个数"),
        ([[10**400, 29.86], [121.54, 29.86], [121.54, 29.87]], "经度和纬度两个数"),
        ([None, 5], "经度和纬度两个数"),
        (None, "经度和纬度两个数"),
        ({"type": "Polygon", "coordinates": []}, "经度和纬度两个数"),
    ],
)
def test_a_wrong_boundary_is_told_in_words(ring, words):
    assert words in valid_ring(ring)


def test_a_boundary_of_up_to_ten_square_kilometres_is_kept():
    assert valid_ring(SQUARE) == valid_ring(closed(SQUARE)) == valid_ring(SQUARE[::-1]) == ""
    assert valid_ring(box(121.53, 29.86, 121.56, 29.89)) == ""  # 2.892 km × 3.336 km = 9.65 km²
    assert valid_ring(SQUARE[:3]) == ""  # a triangle


# ---------------------------------------------------------------- contiguity


def member(key, east, north, floor=FLOOR_100):
    """A community so many metres east and north of 121.53 E 29.87 N."""
    return Member(key, 121.53 + east / (111_195.08 * math.cos(math.radians(29.87))), 29.87 + north / 111_195.08, floor)


def test_grounds_within_reach_are_one_group():
    """Three grounds of 100 m radius: 甲 to 乙 500 m, 300 m of it between the grounds; 乙 to 丙 501 m, so 301 m."""
    row = [member("甲", 0, 0), member("乙", 500, 0), member("丙", 1001, 0)]
    found = contiguity(row)
    assert (found.clusters, found.longest_gap) == (2, 301)
    assert [set(group) for group in found.groups] == [{"甲", "乙"}, {"丙"}]
    assert found.share == Decimal(2) / Decimal(3)
    assert found.gaps == [("丙", "乙", 301)]
    assert found.nearest == {"甲": ("乙", 300), "乙": ("甲", 300), "丙": ("乙", 301)}
    joined = contiguity(row, reach=301)
    assert (joined.clusters, joined.share, joined.gaps, joined.longest_gap) == (1, Decimal(1), [], 301)


def test_the_ground_follows_from_the_floor_area():
    """1,000 m apart. 100 m and 100 m of radius leave 800; no floor area counts as 30 m; twice the ratio 70.7 m."""
    far = [member(1, 0, 0), member(2, 0, 1000)]
    assert contiguity(far).longest_gap == 800
    assert contiguity([member(1, 0, 0), member(2, 0, 1000, None)]).longest_gap == 870
    assert contiguity([member(1, 0, 0, Decimal("0")), member(2, 0, 1000, Decimal("10.00"))]).longest_gap == 940
    assert contiguity(far, ratio=3).longest_gap == 859  # 1000 − 2 × 70.71 = 858.6
    assert contiguity([member(1, 0, 0), member(2, 150, 0)]).longest_gap == 0  # they run into one another


def test_a_few_members_or_none():
    one = contiguity([member(1, 0, 0)])
    assert (one.clusters, one.share, one.longest_gap, one.nearest, one.gaps) == (1, 1, 0, {}, [])
    none = contiguity([])
    assert (none.clusters, none.share, none.longest_gap) == (0, 0, 0)


metres = st.integers(-2000, 2000)
floors = st.one_of(st.none(), st.integers(0, 200_000))
places = st.lists(st.tuples(metres, metres, floors), min_size=1, max_size=12)


def members_of(rows):
    return [member(key, *row) for key, row in enumerate(rows)]


def apart(a, b):
    """Metres between two grounds by the haversine, as a judge that knows no plane."""
    y1, y2 = math.radians(a.latitude), math.radians(b.latitude)
    x = math.radians(a.longitude - b.longitude)
    h = math.sin((y1 - y2) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin(x / 2) ** 2
    radii = sum(max(30, math.sqrt((m.floor_area or 0) / 1.5 / math.pi)) for m in (a, b))
    return max(0, 2 * 6371008.8 * math.asin(math.sqrt(h)) - radii)


def groups_by_hand(members, reach):
    groups = [{m.key} for m in members]
    for a, b in combinations(members, 2):
        if apart(a, b) <= reach:
            one, other = (next(g for g in groups if m.key in g) for m in (a, b))
            if one is not other:
                groups.remove(other)
                one |= other
    return {frozenset(group) for group in groups}


@SECONDS
@given(places, st.integers(0, 1500))
def test_groups_are_those_of_comparing_every_pair(rows, reach):
    members = members_of(rows)
    if any(abs(apart(a, b) - reach) < 3 for a, b in combinations(members, 2)):
        return  # on the edge a plane and a sphere may differ
    found = contiguity(members, reach)
    assert {frozenset(group) for group in found.groups} == groups_by_hand(members, reach)
    assert len(found.gaps) == found.clusters - 1 and sum(map(len, found.groups)) == len(members)
    assert all(metres > reach for *_, metres in found.gaps)


@SECONDS
@given(places)
def test_the_longest_gap_is_the_least_reach_that_joins_all(rows):
    members = members_of(rows)
    found = contiguity(members)
    assert contiguity(members, found.longest_gap).clusters == 1
    assert found.longest_gap == 0 or contiguity(members, found.longest_gap - 1).clusters > 1
    for m in members[1:]:
        key, metres = found.nearest[m.key]
        assert key != m.key and abs(metres - min(apart(m, o) for o in members if o is not m)) < 3


# ---------------------------------------------------------------- outline


def test_one_ground_gets_a_ring_a_little_larger_than_itself():
    ring = outline([Member("甲", Decimal("121.530000"), Decimal("29.870000"), Decimal("47123.89"))])
    assert ring[0] == ring[-1] and valid_ring(ring) == ""
    assert 31_416 < area_m2(ring) < 38_013  # π 100² and π 110²
    assert 8 <= len(ring) <= 30  # few enough to be dragged by hand
    assert all(round(v, 6) == v for corner in ring for v in corner)
    turns = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False))
    assert turns > 0  # counter-clockwise
    assert outline([]) == []


def test_between_neighbours_lies_one_piece_and_far_ones_hang_on_by_a_strip():
    """The middle between two grounds, 60 m off their line: inside at 150 m of distance, outside at 500 m."""
    near, far = [member(1, 0, 0), member(2, 350, 0)], [member(1, 0, 0), member(2, 700, 0)]
    for members, width_kept in ((near, True), (far, False)):
        middle = (members[1].longitude + 121.53) / 2
        assert contains(outline(members), middle, 29.87)
        assert contains(outline(members), middle, 29.87 + 60 / DEGREE) is width_kept


def test_a_wide_bay_stays_outside():
    """Five grounds in a U, 250 m from one to the next along it: the middle of the U is not the unit's."""
    ends = [(0, 0), (0, 450), (0, 900), (450, 0), (900, 0), (900, 450), (900, 900)]
    ring = outline([member(key, *end) for key, end in enumerate(ends)])
    away = member(9, 450, 600)
    assert valid_ring(ring) == "" and not contains(ring, away.longitude, away.latitude)


@SECONDS
@given(places, st.randoms(use_true_random=False))
def test_an_outline_holds_every_ground_in_whatever_order_they_come(rows, order):
    members = members_of(rows)
    ring = outline(members)
    said = valid_ring(ring)
    assert said == "" or "平方公里" in said
    assert closed(ring) == ring and all(type(v) is float for corner in ring for v in corner)
    for m in members:
        radius = max(30, math.sqrt((m.floor_area or 0) / 1.5 / math.pi))
        for degrees in range(0, 360, 30):
            turn = math.radians(degrees)
            east = radius * math.cos(turn) / DEGREE / math.cos(math.radians(29.87))
            assert contains(ring, m.longitude + east, m.latitude + radius * math.sin(turn) / DEGREE)
    assert outside(ring, members) == []
    order.shuffle(members)
    assert outline(members) == ring


# ---------------------------------------------------------------- many rings


def test_overlaps_by_their_square_metres():
    """乙 takes the eastern half of 甲; 丙 touches 甲 along its northern side; 丁 reaches 0.1 m × 0.1 m into 甲."""
    units = {
        "甲": SQUARE,
        "乙": box(121.535, 29.86, 121.545, 29.87),
        "丙": box(121.53, 29.87, 121.535, 29.88),
        "丁": box(121.52, 29.85, 121.530001, 29.860001),
    }
    assert overlaps(units) == [("乙", "甲", Decimal("536118.71"))]
    assert overlaps({"甲": SQUARE, "戊": SQUARE}) == [("戊", "甲", area_m2(SQUARE))]
    assert overlaps({"甲": SQUARE}) == overlaps({}) == []


corner = st.integers(0, 12)
size = st.integers(1, 6)
STEP = 0.001


@SECONDS
@given(st.lists(st.tuples(corner, corner, size, size), max_size=15))
def test_overlaps_are_those_of_comparing_every_pair_both_ways(rows):
    """Rectangles on a grid of thousandths of a degree: what two share is a rectangle that can be counted."""
    units, by_hand = {}, []
    for key, (x, y, w, h) in enumerate(rows):
        units[key] = box(*(121.53 + STEP * x, 29.86 + STEP * y, 121.53 + STEP * (x + w), 29.86 + STEP * (y + h)))
    for (a, (x, y, w, h)), (b, (p, q, u, v)) in combinations(enumerate(rows), 2):
        wide, low, high = min(x + w, p + u) - max(x, p), max(y, q), min(y + h, q + v)
        if wide > 0 and high > low:
            middle = math.radians(29.86 + STEP * (low + high) / 2)
            by_hand.append((a, b, wide * (high - low) * (STEP * DEGREE) ** 2 * math.cos(middle)))
    found = overlaps(units)
    assert [pair[:2] for pair in found] == [pair[:2] for pair in by_hand]
    assert all(abs(float(m2) - by) < 0.02 for (*_, m2), (*_, by) in zip(found, by_hand, strict=True))
    turned = overlaps({-key: ring for key, ring in units.items()})
    assert sorted((-b, -a, m2) for a, b, m2 in turned) == found


IN, OUT = {"longitude": 121.535, "latitude": 29.865}, {"longitude": 121.55, "latitude": 29.865}


def test_who_is_left_out_and_who_should_not_be_in():
    members = [Member("内", **IN), Member("外", **OUT), Member("边", 121.53, 29.86)]
    assert outside(SQUARE, members) == ["外"]
    assert strangers(SQUARE, members) == ["内", "边"]
    assert outside(SQUARE, []) == strangers(SQUARE, []) == []


def test_a_city_is_checked_at_once():
    """东 begins at 121.535, so what lies at 121.536 is in both; unit 无界 has no boundary yet."""
    units = {"西": SQUARE, "东": box(121.535, 29.86, 121.545, 29.87)}
    members = [
        (Member("a", 121.531, 29.865), "西"),
        (Member("b", 121.536, 29.865), "西"),
        (Member("c", 121.550, 29.865), "东"),
        (Member("d", 121.544, 29.865), None),
        (Member("e", 121.560, 29.865), None),
        (Member("f", 121.570, 29.865), "无界"),
    ]
    found = check(units, members)
    assert found.overlaps == [("东", "西", Decimal("536118.71"))]
    assert found.outside == [("东", "c")]
    assert found.strangers == [("东", "b", "西"), ("东", "d", None)]
    assert found.loose == ["e"]
    assert check({}, []).loose == [] and check({}, members).loose == ["d", "e"]


@SECONDS
@given(
    st.lists(st.tuples(corner, corner, size, size), max_size=6), st.lists(st.tuples(corner, corner, st.integers(-1, 5)))
)
def test_the_city_says_what_each_unit_says(rows, dots):
    units = {
        n: box(x / 100 + 121, y / 100 + 29, (x + w) / 100 + 121, (y + h) / 100 + 29)
        for n, (x, y, w, h) in enumerate(rows)
    }
    members = [
        (Member(n, 121.005 + x / 100, 29.005 + y / 100), None if of < 0 else of) for n, (x, y, of) in enumerate(dots)
    ]
    found = check(units, members)
    for unit, ring in units.items():
        own, others = [m for m, of in members if of == unit], [m for m, of in members if of != unit]
        assert [key for u, key in found.outside if u == unit] == outside(ring, own)
        assert [key for u, key, _ in found.strangers if u == unit] == strangers(ring, others)
