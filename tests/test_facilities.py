"""公共设施 and the life circle: coverage against brute force, what wins, what is counted apart, what it costs."""

import math
import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from communities.facilities import balance, coverage
from communities.facilities.reference import facility_kinds, facility_thresholds
from communities.models import Facility, FacilityKind
from core.thresholds import rows
from tests.factories import (
    AreaFactory,
    CommunityFactory,
    CompletenessItemFactory,
    FacilityFactory,
    FacilityKindFactory,
    NetworkDistanceFactory,
    ThresholdFactory,
)

pytestmark = pytest.mark.django_db
D = Decimal
HOME = (D("121.530000"), D("29.868000"))
METRE_NORTH, METRE_EAST = D(1) / 111195, D(1) / D("96431")  # degrees, at Ningbo's latitude


def at(east=0, north=0):
    """Coordinates so many metres away from HOME."""
    x, y = HOME[0] + east * METRE_EAST, HOME[1] + north * METRE_NORTH
    return {"longitude": round(x, 6), "latitude": round(y, 6)}


def straight(a, b):
    """The great-circle distance of two records in metres, as a textbook has it."""
    x1, y1, x2, y2 = (math.radians(float(v)) for v in (a.longitude, a.latitude, b.longitude, b.latitude))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6371008.8 * math.asin(math.sqrt(h))


def threshold(code, value, **more):
    return ThresholdFactory(code=f"facility.{code}", name=code, value=D(value), **more)


@pytest.fixture
def rules(db):
    """Day care within 300 m, a detour of 1.3."""
    kind = FacilityKindFactory()
    threshold("detour", "1.3")
    threshold("day_care.radius", "300", unit="米")
    threshold("day_care.per_1000", "30")
    return kind


def one(area="3302", kind="day_care"):
    (found,) = coverage.coverage(area, coverage.standards(kind=kind))
    return found


def test_coverage_equals_brute_force(rules):
    rng = random.Random(7)
    other = FacilityKindFactory(code="market", name="菜市场", tier="10")
    streets = [AreaFactory(code=code) for code in ("330203006", "330212012")]

    def spot():
        return at(rng.randint(-3000, 3000), rng.randint(-3000, 3000))

    communities = [
        CommunityFactory(area=rng.choice(streets), households=rng.randint(50, 900), **spot()) for _ in range(699)
    ]
    facilities = [
        FacilityFactory(
            area=rng.choice(streets), kind=rng.choice([rules, rules, other]),
            state=rng.choice(["open"] * 4 + ["closed"]), **spot(),
        )
        for _ in range(400)
    ]  # fmt: skip
    stored = {}
    for c in rng.sample(communities, 60):
        f = min((f for f in facilities if f.kind_id == "day_care"), key=lambda f: straight(c, f))
        stored[c.pk, f.pk] = NetworkDistanceFactory(community=c, facility=f, metres=rng.randint(100, 600)).metres

    def reached(c):
        care = [f for f in facilities if f.kind_id == "day_care" and f.state == "open"]
        return any(stored.get((c.pk, f.pk), 1.3 * straight(c, f)) <= 300 for f in care)

    for area in ("3302", "330203", "330212012"):
        mine = [c for c in communities if c.area_id.startswith(area)]
        away = [c for c in mine if not reached(c)]
        found = one(area)
        assert (found.communities, found.covered, found.uncovered) == (len(mine), len(mine) - len(away), len(away))
        assert found.households_uncovered == sum(c.households for c in away)
        assert {c.pk for c in coverage.uncovered(area, coverage.standards(kind="day_care"))} == {c.pk for c in away}
    assert 50 < one().covered < 650


def test_the_last_metre_counts(rules):
    """300 ÷ 1.3 = 230.8 m straight on are in reach, 232 m are not; across the street's boundary it counts too."""
    near, far = CommunityFactory(**at(0, 230)), CommunityFactory(**at(232, 0))
    FacilityFactory(area=AreaFactory(code="330212012"), **at())
    rules = coverage.standards(kind="day_care")
    assert [c.pk for c in coverage.uncovered("330203", rules)] == [far.pk]
    reach = coverage.life_circle(near, rules)[0]
    assert (reach.missing, reach.near.metres, reach.near.measured) == (False, D(299), False)


def test_a_stored_distance_wins_both_ways(rules):
    inside, outside = CommunityFactory(**at(0, 100)), CommunityFactory(**at(0, 290))
    care = FacilityFactory(**at())
    NetworkDistanceFactory(community=inside, facility=care, metres=D("301.0"))  # a canal between
    NetworkDistanceFactory(community=outside, facility=care, metres=D("300.0"))  # an underpass
    rules = coverage.standards(kind="day_care")
    assert [c.pk for c in coverage.uncovered("3302", rules)] == [inside.pk]
    assert coverage.life_circle(outside, rules)[0].near.measured
    assert [(s.pk, s.metres, s.measured) for s in coverage.served(care, rules)] == [(outside.pk, D(300), True)]


def test_only_open_facilities_count(rules):
    CommunityFactory(**at())
    for state in ("planned", "building", "closed"):
        FacilityFactory(state=state, **at())
    assert (one().covered, one().uncovered) == (0, 1)


def test_communities_without_a_place_are_counted_apart(rules):
    CommunityFactory(households=77)
    CommunityFactory(households=10, **at())
    found = one()
    assert (found.communities, found.without_place, found.covered, found.uncovered) == (2, 1, 0, 1)
    assert (found.households, found.households_uncovered) == (87, 10)


def test_a_kind_without_a_radius_has_no_coverage(rules):
    FacilityKindFactory(code="nursing_home", name="养老院", tier="15", supply="capacity", capacity_unit="床")
    CommunityFactory(**at())
    found = one(kind="nursing_home")
    assert (found.covered, found.uncovered, found.percent) == (None, None, None)


def test_a_threshold_of_tomorrow_changes_the_figure_from_its_day(rules):
    CommunityFactory(**at(0, 250))
    FacilityFactory(**at())
    threshold("day_care.radius", "500", valid_from="2027-01-01")
    days = (date(2026, 12, 31), date(2027, 1, 1))
    found = [coverage.coverage("3302", coverage.standards(day))[0].covered for day in days]
    assert found == [0, 1]


def test_a_unit_shows_who_reaches_and_who_does_not(rules):
    near, far, nowhere = CommunityFactory(**at(0, 100)), CommunityFactory(**at(0, 900)), CommunityFactory()
    FacilityFactory(**at())
    (shared,) = coverage.life_circle_of_unit([near, far, nowhere], coverage.standards())
    assert (shared.covered, shared.uncovered, shared.words) == ([near], [far], "部分够得着")
    assert shared.nearest.metres == D(130)


def test_out_of_reach_is_a_share_of_the_kinds(rules):
    FacilityKindFactory(code="market", name="菜市场", tier="10")
    threshold("market.radius", "500")
    near, far = CommunityFactory(**at()), CommunityFactory(**at(0, 2000))
    CommunityFactory()
    FacilityFactory(**at())
    assert coverage.out_of_reach("3302") == {near.pk: D(50), far.pk: D(100)}


def test_the_balance_by_hand(rules):
    CommunityFactory(residents=1500)
    CommunityFactory(residents=None, elderly=None)
    FacilityFactory(floor_area=D("20.50"))
    FacilityFactory(floor_area=None)
    FacilityFactory(floor_area=D("999"), state="closed")
    FacilityFactory(floor_area=D("999"), area=AreaFactory(code="330212012"))
    whole = coverage.totals("330203")
    assert (whole.people, whole.without_people) == (1500, 1)
    found = balance.balance("330203", coverage.standards(), 1500)["day_care"]
    assert (found.demand, found.supply, found.gap) == (D("45.00"), D("20.50"), D("24.50"))
    assert (found.facilities, found.unsized, found.kind.unit) == (2, 1, "㎡")


def test_the_index_of_places_is_used(rules):
    """With many facilities, one city's figures go through facility_place."""
    CommunityFactory(**at())
    area = AreaFactory()
    rng = random.Random(3)
    places = [(D(rng.randint(120_100_000, 122_900_000)), D(rng.randint(28_100_000, 30_900_000))) for _ in range(20_000)]
    Facility.objects.bulk_create(
        Facility(code=f"SS{n}", kind=rules, name=f"{n}", area=area, longitude=x / 10**6, latitude=y / 10**6)
        for n, (x, y) in enumerate(places)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE communities_facility")
    sql = coverage.PAIRS.format(which=coverage.IN_AREA) + "SELECT * FROM reached"
    params = {"kinds": ["day_care"], "radii": [300.0], "shares": [1.0], "detour": 1.3, "reach": 230.0, "area": "3302%"}
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + sql, params)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "facility_place" in plan


def test_coverage_takes_the_same_statements_for_any_number(rules, django_assert_num_queries):
    for n in (5, 45):
        for _ in range(n):
            CommunityFactory(**at(n, n))
            FacilityFactory(**at(n, n))
        with django_assert_num_queries(4):
            coverage.coverage("3302", coverage.standards())


def test_what_ships_is_complete_and_loads_twice(db):
    CompletenessItemFactory(no=4, name="老年服务站")
    for _ in range(2):
        facility_kinds()
        facility_thresholds()
    assert FacilityKind.objects.count() == 23
    found = rows("facility.")
    assert found["facility.detour"].value == D("1.3") and found["facility.day_care.radius"].value == 300
    assert {code.split(".")[1] for code in found} - {"detour"} <= set(FacilityKind.objects.values_list("pk", flat=True))
    assert [k.pk for k in FacilityKind.objects.exclude(item=None)] == ["day_care"]
    CompletenessItemFactory(no=3, name="托儿所")
    facility_kinds()
    assert FacilityKind.objects.get(pk="nursery").item_id == 3
