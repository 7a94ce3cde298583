"""Versions of the list: each reproduces its own figures whatever happens afterwards."""

from datetime import date
from decimal import Decimal

import pytest

from communities.baselines import actions, figures
from communities.baselines.models import Baseline, BaselineMember
from communities.register import actions as register
from core.errors import Refused
from tests.factories import AreaFactory, BaselineFactory, BaselineMemberFactory, CommunityFactory

pytestmark = pytest.mark.django_db
Change = BaselineMember.Change


@pytest.fixture
def city(people):
    return people["city"]


@pytest.fixture
def first(people):
    """Version 2019: three communities of 白云街道 and one of 东柳街道, 41,000 m² each."""
    baseline = BaselineFactory(code="2019", as_of=date(2019, 11, 30), adopted_on=date(2019, 12, 1))
    for name in ("甲村", "乙村", "丙村"):
        BaselineMemberFactory(baseline=baseline, community=CommunityFactory(name=name))
    BaselineMemberFactory(
        baseline=baseline, community=CommunityFactory(name="丁村", area=AreaFactory(code="330212012"))
    )
    return baseline


def member(name):
    return CommunityFactory._meta.model.objects.get(name=name)


def test_two_versions_reproduce_after_everything_has_moved(first, city):
    second = actions.open_version(code="2020", name="2020年底数", as_of=date(2020, 12, 31), by=city)
    new = CommunityFactory(name="戊村", floor_area=Decimal("9000.00"), households=100)
    actions.record(second, new, change_=Change.ADDED, reason="补报", by=city)
    actions.record(
        second, member("乙村"), change_=Change.MERGED_AWAY, reason="围墙打通", related=[member("甲村")], by=city
    )
    actions.record(second, member("甲村"), change_=Change.MERGED, reason="并入乙村", related=[member("乙村")], by=city)
    actions.record(second, member("丁村"), change_=Change.WITHDRAWN, reason="列入征收", by=city)
    actions.adopt(second, by=city)

    register.edit(member("丙村"), by=city, floor_area=Decimal("1.00"), households=1)
    register.edit(new, by=city, name="改名新村")

    assert figures.totals(Baseline.objects.get(code="2019"), "3302") == {
        "communities": 4, "floor_area_m2": 164_000, "households": 1720, "buildings": 40, "six_districts": 4,
    }  # fmt: skip
    assert figures.totals(Baseline.objects.get(code="2020"), "3302") == {
        "communities": 3, "floor_area_m2": 91_000, "households": 960, "buildings": 30, "six_districts": 3,
    }  # fmt: skip
    assert [(r["area"], r["communities"]) for r in figures.by_area(first, "3302")] == [("330203", 3), ("330212", 1)]
    assert figures.change_counts(second, "3302") == {
        "kept": 1,
        "merged": 1,
        "merged_away": 1,
        "added": 1,
        "withdrawn": 1,
    }
    assert member("丁村").status == "removed"
    assert not Baseline.objects.get(code="2019").is_current


def test_figures_are_those_of_the_day_of_adoption(first, city):
    second = actions.open_version(code="2020", name="2020年底数", as_of=date(2020, 12, 31), by=city)
    register.edit(member("丙村"), by=city, floor_area=Decimal("50000.00"))
    assert figures.totals(second, "3302")["floor_area_m2"] == 164_000
    actions.adopt(second, by=city)
    assert figures.totals(second, "3302")["floor_area_m2"] == 173_000


@pytest.mark.parametrize(
    ("name", "change", "related", "words"),
    [
        ("甲村", Change.ADDED, [], "甲村已在上一版里"),
        ("戊村", Change.WITHDRAWN, [], "戊村不在上一版里"),
        ("甲村", Change.MERGED_AWAY, [], "请选合并或拆分涉及的小区"),
    ],
)
def test_what_did_not_happen_cannot_be_recorded(first, city, name, change, related, words):
    CommunityFactory(name="戊村")
    draft = actions.open_version(code="2020", name="2020年底数", as_of=date(2020, 12, 31), by=city)
    with pytest.raises(Refused, match=words):
        actions.record(draft, member(name), change_=change, reason="原因", related=related, by=city)
    assert draft.members.exclude(change="kept").count() == 0


def test_an_adopted_version_stands(first, city):
    with pytest.raises(Refused, match="已经确认，不能再改"):
        actions.record(first, member("甲村"), change_=Change.WITHDRAWN, reason="征收", by=city)
    with pytest.raises(Refused, match="截至日期要晚于现行版本"):
        actions.open_version(code="2018", name="2018年底数", as_of=date(2018, 1, 1), by=city)


def test_the_pages_of_a_version(first, as_, city):
    page = as_("city")
    typed = {"code": "2020", "name": "2020年底数", "as_of": "2020-12-31"}
    assert "沿用了现行版本的小区" in page.post("/baselines/new/", typed, follow=True).content.decode()
    moved = {"community": "丁村", "change_": "withdrawn", "reason": "", "related": ""}
    assert page.post("/baselines/2020/record/", moved).context["form"].errors.keys() == {"reason"}
    page.post("/baselines/2020/record/", moved | {"reason": "列入征收"})
    shown = page.post("/baselines/2020/adopt/", {}, follow=True).content.decode()
    assert "已确认，成为现行底数" in shown and "列入征收" in shown
    assert [c["name"] for c in page.get("/api/v1/communities/?baseline=2020").json()["results"]] == [
        "甲村",
        "乙村",
        "丙村",
    ]
    assert as_("street").get("/baselines/2019/").context["totals"]["communities"] == 3
