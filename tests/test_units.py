"""Renovation units: who belongs to them, where they run, how they were decided, whether they fit together."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.models import RenovationUnit
from communities.units import actions, figures
from communities.units.geometry import area_m2, contains
from communities.units.places import ring_of
from core.errors import Refused
from core.history import entries
from tests.factories import AreaFactory, CommunityFactory, RenovationUnitFactory

X, Y, STEP = 121.53, 29.86, 0.003  # some 290 m
DECIDED = {"decided_on": date(2026, 3, 1), "document": "海政〔2026〕3号", "reason": "首次划定"}


def estate(n, name, area="330203006", **facts):
    place = {
        "longitude": Decimal(str(round(X + STEP * n, 6))),
        "latitude": Decimal(str(Y)),
        "floor_area": Decimal(30000),
    }
    return CommunityFactory(name=name, area=AreaFactory(code=area), **place | facts)


def box(first, last, height=0.002):
    left, right = X + STEP * first - 0.001, X + STEP * last + 0.001
    return [[left, Y - height], [right, Y - height], [right, Y + height], [left, Y + height]]


@pytest.fixture
def unit(people):
    found = RenovationUnitFactory(area=AreaFactory(code="330203006"))
    actions.save_unit(found, by=people["district"], communities=[estate(0, "双桥新村"), estate(1, "月河东区")])
    return RenovationUnit.objects.get(pk=found.pk)


def test_without_a_drawn_boundary_the_outline_of_the_members_counts(unit, people):
    assert all(contains(ring_of(unit), c.longitude, c.latitude) for c in unit.communities.all())
    drawn = actions.save_unit(unit, by=people["district"], boundary=box(0, 1))
    assert ring_of(drawn) == drawn.boundary and drawn.boundary[0] == drawn.boundary[-1]
    assert actions.save_unit(drawn, by=people["district"], boundary=[]).boundary == []


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        ([[121.5, 29.8], [121.6, 29.8]], "至少要有 3 个不同的角点"),
        ([[29.8, 121.5], [29.9, 121.5], [29.9, 121.6]], "不在宁波"),
        ([[121.5, 29.8], [121.501, 29.801], [121.501, 29.8], [121.5, 29.801]], "自己交叉"),
        ([[121.5 + n / 1e5, 29.8 + n * n / 1e7] for n in range(201)], "最多 200 个"),
    ],
)
def test_a_bad_boundary_is_refused_at_its_field(unit, people, as_, ring, words):
    with pytest.raises(Refused, match=words) as refused:
        actions.save_unit(unit, by=people["district"], boundary=ring)
    assert list(refused.value.fields) == ["boundary"]
    typed = "\n".join(f"{x}, {y}" for x, y in ring)
    form = {"name": unit.name, "area": unit.area_id, "boundary": typed, "version": unit.version}
    page = as_("district").post(f"/units/{unit.pk}/edit/", form)
    assert words in page.content.decode() and page.status_code == 409
    assert RenovationUnit.objects.get(pk=unit.pk).boundary == []
    page = as_("district").post(f"/units/{unit.pk}/edit/", form | {"boundary": "121.5 east"})
    assert "每行一个角点" in page.content.decode()


def test_a_community_that_changes_its_unit_is_told_in_both_records(unit, people):
    other = RenovationUnitFactory(area=unit.area, name="永宁片区")
    moved = unit.communities.get(name="月河东区")
    before = unit.version
    actions.save_unit(other, by=people["district"], communities=[moved])
    unit.refresh_from_db()
    assert [c.name for c in unit.communities.all()] == ["双桥新村"] and unit.version == before + 1
    assert entries(unit)[0]["lines"] == [("小区 月河东区", "在内", "—")]
    assert entries(other)[0]["lines"] == [("小区 月河东区", "—", "在内")]
    with pytest.raises(Refused, match="您看到的是旧内容"):
        actions.save_unit(unit, by=people["district"], version=before, communities=[])


def test_versions_keep_what_was_decided(unit, people, as_):
    clerk = people["district"]
    first = actions.freeze(unit, by=clerk, **DECIDED)
    with pytest.raises(Refused, match="同第 1 版一样"):
        actions.freeze(unit, by=clerk, **DECIDED)
    added = estate(2, "永宁小区")
    actions.save_unit(unit, by=clerk, communities=[unit.communities.get(name="月河东区"), added], boundary=box(1, 2))
    second = actions.freeze(unit, by=clerk, **DECIDED | {"reason": "调整"})
    assert (first.number, second.number, second.ground) == (1, 2, area_m2(box(1, 2)))
    assert actions.differences(first, second) == (["永宁小区"], ["双桥新村"], second.ground - first.ground)
    page = as_("street").get(f"/units/{unit.pk}/versions/").content.decode()
    assert "<dt>加入</dt><dd>永宁小区</dd><dt>退出</dt><dd>双桥新村</dd>" in page
    with pytest.raises(Refused, match="还没有小区"):
        actions.freeze(RenovationUnitFactory(area=unit.area, name="空片区"), by=clerk, **DECIDED)


def test_the_checks_find_what_does_not_fit_and_nothing_else(unit, people, as_, api_):
    clerk = people["district"]
    lone, stray = estate(6, "西河花园"), estate(2, "永宁小区")
    east = RenovationUnitFactory(area=unit.area, name="东片区")
    actions.save_unit(east, by=clerk, communities=[stray, estate(3, "东河小区")], boundary=box(2, 3))
    assert figures.checks("330203").faults == 0
    actions.save_unit(unit, by=clerk, boundary=box(0, 2))  # over to the neighbour's first community
    actions.save_unit(east, by=clerk, boundary=box(3, 3))  # which the neighbour leaves out
    found = figures.checks("330203")
    assert found.overlaps == []
    assert [(u.name, c.name) for u, c in found.outside] == [("东片区", "永宁小区")]
    assert [(u.pk, c.name, own.name) for u, c, own in found.strangers] == [(unit.pk, "永宁小区", "东片区")]
    assert (found.loose, found.undrawn, found.units) == ([lone], 0, 2)
    actions.save_unit(east, by=clerk, boundary=box(2, 3))
    answer = api_("city").get("/api/v1/figures/units/").json()
    (lap,) = answer["overlaps"]
    assert lap["units"] == sorted([unit.pk, east.pk])
    assert Decimal(lap["square_metres"]) == area_m2(box(2, 2))
    page = as_("district").get("/units/checks/").content.decode()
    assert f'href="/units/{unit.pk}/edit/"' in page and "西河花园" not in page
    assert "1 个小区还没有划入片区" in page


def test_how_far_members_are_neighbours_is_said(unit):
    assert figures.neighbours(list(unit.communities.all())) == "2 个小区连成一片，相隔最远 130 米"
    apart = [*unit.communities.all(), estate(10, "远望小区")]
    assert figures.neighbours(apart).startswith("3 个小区分成 2 片，最大一片占 67%，片与片最远相隔 ")
    assert figures.neighbours(apart[:1]) == ""


def test_the_api_writes_with_the_pages_own_form(unit, api_):
    client = api_("district")
    url = f"/api/v1/units/{unit.pk}/"
    answer = client.patch(url, {"boundary": box(0, 1), "typology": "block"}, "application/json")
    assert (answer.status_code, answer.json()["typology"], len(answer.json()["boundary"])) == (200, "block", 5)
    bad = client.patch(url, {"boundary": [[1, 2]]}, "application/json")
    assert (bad.status_code, bad.json()["code"]) == (409, "bad_boundary")
    kept = RenovationUnit.objects.get(pk=unit.pk)
    assert kept.communities.count() == 2 and kept.name == unit.name
    (shape,) = client.get("/api/v1/units/outlines/").json()["features"]
    assert shape["properties"]["drawn"] and shape["geometry"]["coordinates"][0] == kept.boundary


def test_lists_and_checks_cost_the_same_for_few_and_many(unit, people, as_):
    def statements(count):
        while RenovationUnit.objects.count() < count:
            n = RenovationUnit.objects.count()
            one = RenovationUnitFactory(area=unit.area, name=f"试验片区{n}")
            actions.save_unit(one, by=people["district"], communities=[estate(20 + n, f"小区{n}")])
        found = []
        for work in (lambda: as_("city").get("/units/"), lambda: as_("city").get("/units/checks/")):
            work()
            with CaptureQueriesContext(connection) as made:
                work()
            found.append(len(made))
        return found

    assert statements(3) == statements(15)
