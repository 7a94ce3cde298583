"""A menu of works: who wants what by building and floor, and never what a household said."""

import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.models import CatalogueItem
from communities.surveys.reference import catalogue
from core.errors import Refused
from resident_participation.votes import actions, demand, recount
from resident_participation.votes.demand import band_of, kept_back
from resident_participation.votes.figures import result
from resident_participation.votes.tally import Choice
from tests import votes
from tests.factories import AreaFactory

LIMIT = {"least": 5, "band": 2, "top": 5}


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    return people["street"]


def menu(by, home, titles=("停车位", "电动车充电", "养老设施")):
    round_ = votes.drafted(home, by, kind="consultation", items=[(title, "menu", None) for title in titles])
    for item in round_.items.all():
        actions.edit_item(item, by=by, text="政府出七成\n占绿地 40㎡")
    return round_


def test_bands_of_floors():
    assert [band_of(floor, LIMIT)[1] for floor in (-1, 1, 2, 3, 4, 5, 30)] == [
        "1–2 层", "1–2 层", "1–2 层", "3–4 层", "3–4 层", "5 层以上", "5 层以上",
    ]  # fmt: skip
    assert [band_of(floor, LIMIT | {"band": 3})[1] for floor in (3, 4, 5)] == ["1–3 层", "4 层", "5 层以上"]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7))
def test_a_part_kept_back_cannot_be_computed_from_the_total(sizes):
    """Whatever is known of the rest, what is left together is of five households at least, and of two parts."""
    voted = dict(enumerate(sizes))
    shut = kept_back(voted, 5)
    assert {part for part, n in voted.items() if 0 < n < 5} <= shut
    told = [part for part in voted if part not in shut]
    assert all(voted[part] == 0 or voted[part] >= 5 for part in told)
    if shut and any(voted[part] for part in told):
        assert len(shut) > 1 and sum(voted[part] for part in shut) >= 5


def test_no_more_is_kept_back_than_must_be():
    assert kept_back({"a": 20, "b": 9, "c": 4}, 5) == {"b", "c"}
    assert kept_back({"a": 20, "b": 9, "c": 4, "d": 3}, 5) == {"c", "d"}
    assert kept_back({"a": 20, "b": 1, "c": 2}, 5) == {"a", "b", "c"}
    assert kept_back({"a": 20, "b": 9}, 5) == set() and kept_back({"a": 3}, 5) == {"a"}


def said_by(seat, item):
    return "agree" if (seat.floor + item) % 3 else "against"


def declared(by):
    """Three buildings: twelve, twelve and four households; all but two of the first vote."""
    home = votes.home(AreaFactory(code="330203006"), 28)
    round_ = votes.opened(menu(by, home), by)
    seats = list(round_.seats.all())
    for seat in seats[2:]:
        words = {item["id"]: said_by(seat, n) for n, item in enumerate(round_.package["items"])}
        votes.casting.cast(round_, seat, words, nonce=votes.casting.new_nonce())
    return votes.declared(round_, by), seats


def test_the_tables_are_exact_frozen_and_keep_small_parts_back(by, as_, tmp_path):
    round_, seats = declared(by)
    found = result(round_)
    for n, item in enumerate(found["items"]):
        first, second, third = item["by_building"]
        assert [row["place"] for row in item["by_building"]] == ["1幢", "2幢", "3幢"]
        # the third has four households; were only it kept back, the total less the others would tell it
        assert (third["voted"], third["agree"], third["households"]) == (None, None, 4)
        assert (first["voted"], first["agree"]) == (None, None) and first["households"] == 12
        own = [said_by(seat, n) for seat in seats[12:24]]
        assert (second["voted"], second["agree"], second["against"]) == (12, own.count("agree"), own.count("against"))
        floors = {row["place"]: row for row in item["by_floor"]}
        assert set(floors) == {"1–2 层", "3–4 层"}
        low = [said_by(seat, n) for seat in seats[2:] if seat.floor <= 2]
        assert floors["1–2 层"]["agree"] == low.count("agree") and floors["1–2 层"]["voted"] == len(low)
    assert found["by_floor"] == found["items"][0]["by_floor"]
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    assert page.count("户数少，不公布") == 6 and "分楼栋、分楼层看" in page and "想要的户数排序" in page
    assert (
        as_("visitor").get(f"/api/v1/consultations/{round_.pk}/result/").json()["by_building"] == found["by_building"]
    )
    file = tmp_path / "public.json"
    file.write_bytes(as_("visitor").get(f"/api/v1/consultations/{round_.pk}/bundle/").content)
    assert recount.main(str(file)) == 0
    bundle = json.loads(file.read_text())
    bundle["results"][str(round_.package["items"][0]["id"])]["by_floor"][0]["agree"] += 1
    assert recount.root(bundle) != round_.root, "the tables are frozen under the root"


def test_shares_stand_only_where_enough_took_part(by, as_):
    round_, _ = declared(by)
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    table = page[page.index("分楼栋、分楼层看") : page.index("参加不到 20 户")]
    assert "%" not in table


def test_no_other_round_tells_parts(by):
    home = votes.home(AreaFactory(code="330203006"), 12)
    round_ = votes.opened(votes.drafted(home, by, kind="consultation", items=(("要不要改造", "entry", None),)), by)
    for seat in round_.seats.all():
        votes.says(round_, seat, "agree")
    found = result(votes.declared(round_, by))
    assert "by_building" not in found and "demand" not in round_.package["items"][0]


def test_works_are_picked_from_the_catalogue_and_say_what_they_cost(by, as_):
    home = votes.home(AreaFactory(code="330203006"), 12)
    round_ = votes.drafted(home, by, kind="consultation", items=())
    catalogue()
    picked = CatalogueItem.objects.filter(applies=True).exclude(item_class="basic")[:3]
    page = as_("street").get(f"/votes/{round_.pk}/menu/").content.decode()
    assert all(one.name in page for one in picked)
    as_("street").post(f"/votes/{round_.pk}/menu/", {"chosen": [one.pk for one in picked]})
    assert list(round_.items.values_list("title", flat=True)) == [one.name for one in picked]
    with pytest.raises(Refused, match="已经在这一轮里"):
        actions.add_menu(round_, by=by, chosen=picked[:1])
    assert round_.items.count() == 3
    with pytest.raises(Refused, match="还没有写要点"):
        votes.locked(round_, by)
    vote = votes.drafted(home, by)
    with pytest.raises(Refused, match="不能用"):
        actions.add_menu(vote, by=by, chosen=picked[:1])


def test_two_tables_of_one_item_never_single_out_fewer_than_five(by):
    """Every union of told parts, taken from the total, leaves nobody or at least five households."""
    round_, seats = declared(by)
    total = len(seats) - 2
    for item in result(round_)["items"]:
        for table in ("by_building", "by_floor"):
            told = [row["voted"] for row in item[table] if row["voted"] is not None]
            for size in range(len(told) + 1):
                for some in combinations(told, size):
                    assert total - sum(some) == 0 or total - sum(some) >= 5


def test_a_stair_unit_of_six_tells_no_parts(by):
    home = votes.home(AreaFactory(code="330203006"), 6)
    round_ = votes.opened(menu(by, home, ("停车位",)), by)
    for seat in round_.seats.all():
        votes.says(round_, seat, "agree")
    floors = result(votes.declared(round_, by))["by_floor"]
    assert [row["households"] for row in floors] == [4, 2] and all(row["agree"] is None for row in floors)


def test_counts_are_those_of_the_item():
    seats = {n: ((n % 2, ""), f"{n % 2}") for n in range(12)}
    words = {n: Choice.INVALID if n == 0 else Choice.AGREE for n in range(12)}
    even, odd = demand.rows(seats, words, 5)
    assert (even["voted"], odd["voted"]) == (6, 6) and (even["invalid"], even["agree"], odd["agree"]) == (1, 5, 6)
