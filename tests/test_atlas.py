"""The map: the same rows as the table beside it, coloured, of one's own area only."""

from decimal import Decimal

import pytest

from communities.completeness.reference import completeness_items
from communities.register.models import Community
from tests.factories import (
    AreaFactory,
    AssessmentFactory,
    CommunityFactory,
    FacilityFactory,
    FacilityKindFactory,
    NeedWeightsFactory,
    StockSpaceFactory,
)

pytestmark = pytest.mark.django_db
HERE = {"longitude": Decimal("121.53"), "latitude": Decimal("29.868")}


@pytest.fixture
def world(people):
    there = AreaFactory(code="330212012")
    CommunityFactory(name="在建的", status="in_progress", built_year=1986, **HERE)
    CommunityFactory(name="入库的", status="pool", **HERE)
    CommunityFactory(name="没有坐标的", status="pool")
    CommunityFactory(name="那边的", area=there, **HERE)
    FacilityFactory(name="照料中心")
    FacilityFactory(name="菜场", kind=FacilityKindFactory(code="market", name="菜市场"))
    FacilityFactory(name="关了的", state="closed")
    FacilityFactory(name="那边的照料中心", area=there)
    StockSpaceFactory(name="老车棚", state="in_use")
    StockSpaceFactory(name="那边的空房", area=there)


def points(client, **asked):
    return client.get("/map/points/", asked).json()


def names(found):
    return sorted(row[3] for row in found["points"])


def test_each_layer_shows_ones_own_area(world, as_):
    street, city = as_("street"), as_("city")
    assert names(points(street)) == ["入库的", "在建的"]
    assert names(points(city)) == ["入库的", "在建的", "那边的"]
    assert names(points(street, layer="facilities")) == ["照料中心", "菜场"]
    assert names(points(street, layer="facilities", kind="market")) == ["菜场"]
    assert names(points(street, layer="facilities", area="330212")) == []
    assert names(points(street, layer="spaces")) == ["老车棚"]
    assert street.get("/map/points/?layer=owners").status_code == 404


def test_streets_carry_their_numbers(world, as_):
    found = points(as_("city"), layer="streets")["points"]
    assert [(row[3], row[4]) for row in found] == [("白云街道", 2), ("东柳街道", 1)]


def test_colours_say_how_far_works_are_or_how_great_the_need(world, as_):
    NeedWeightsFactory()  # age alone: 10 years no need, 40 full need
    stage = {row[3]: row[4:] for row in points(as_("street"))["points"]}
    assert stage == {"在建的": ["amber-f", "在建"], "入库的": ["grey-f", "入库"]}
    need = points(as_("street"), colour="need")
    assert {row[3]: row[4] for row in need["points"]} == {"在建的": "m5", "入库的": "m5"}
    assert need["legend"][0] == ["0—20 分", "m1"]


def test_colours_say_how_much_is_missing(world, as_):
    completeness_items()
    said = {str(no): {"status": "no"} for no in (8, 9, 11, 12)} | {"13": {"status": "yes"}}
    AssessmentFactory(community=Community.objects.get(name="入库的"), state="confirmed", answers=said)
    found = {row[3]: row[4:] for row in points(as_("street"), colour="gaps")["points"]}
    assert found == {"入库的": ["m2", "短板 4 项，完整度 20.0"], "在建的": ["grey-f", "没有评估"]}


def test_the_filter_of_the_table_is_that_of_the_map(world, as_):
    page = as_("street").get("/map/?status=pool")
    assert [c.name for c in page.context["object_list"]] == ["入库的", "没有坐标的"]
    assert names(points(as_("street"), status="pool")) == ["入库的"]


def test_a_layer_takes_the_same_statements_for_few_and_for_many(world, as_, django_assert_max_num_queries):
    client = as_("city")
    points(client)
    for n in (3, 30):
        CommunityFactory.create_batch(n, **HERE)
        with django_assert_max_num_queries(8):
            points(client, colour="stage")
