"""What a resident sees without an account."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import AreaFactory, CommunityFactory, ProjectFactory, RoundFactory
from tests.factories_works import FundEntryFactory, SpecialWorkFactory, WorksItemFactory

TODAY = timezone.localdate()


@pytest.fixture
def home(db):
    return CommunityFactory(name="双桥新村", status="in_progress", plan_year=2026)


def test_the_page_says_where_the_community_stands_and_when(home, client):
    ProjectFactory(community=home, building=True, name="双桥新村改造", percent=62, planned_finish=date(2026, 12, 28))
    page = client.get(f"/c/{home.code}/").content.decode()
    assert "正在施工，已做 62%" in page
    assert "2026年12月28日" in page
    assert "2026年4月1日" in page
    assert page.count('aria-current="step"') == 1


def test_without_a_project_it_says_so_plainly(client, db):
    page = client.get(f"/c/{CommunityFactory().code}/").content.decode()
    assert "已列入改造名单，还没有排到年度计划" in page


def test_it_needs_no_script_and_takes_nothing_from_elsewhere(home, client):
    page = client.get(f"/c/{home.code}/").content.decode()
    assert "<script" not in page
    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page


def test_elder_mode_is_the_same_page_and_is_remembered(home, client):
    assert 'class="resident"' in client.get(f"/c/{home.code}/").content.decode()
    assert 'class="resident elder"' in client.get(f"/c/{home.code}/?elder=1").content.decode()
    assert 'class="resident elder"' in client.get("/c/").content.decode()
    assert 'class="resident"' in client.get("/c/?elder=0").content.decode()


def test_an_unknown_code_is_answered_in_plain_words(client, db):
    response = client.get("/c/3302030069999/")
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()


@pytest.mark.parametrize("query", ["q=双桥", "q=sqxc", "area=330203006", "area=330203"])
def test_a_resident_finds_the_community(query, home, client):
    CommunityFactory(name="东柳坊", area=AreaFactory(code="330212012"))
    page = client.get(f"/c/?{query}").content.decode()
    assert "双桥新村" in page
    assert "东柳坊" not in page


def test_the_public_page_costs_the_same_for_little_and_for_much(home, client):
    project = ProjectFactory(community=home, building=True)

    def spent():
        client.get(f"/c/{home.code}/")  # what a process keeps is kept from here on
        with CaptureQueriesContext(connection) as found:
            client.get(f"/c/{home.code}/")
        return len(found)

    def more(count):
        for n in range(count):
            WorksItemFactory(project=project, community=home, item__code=f"T{count}{n}", item__name=f"内容{count}{n}")
            FundEntryFactory(project=project)
            RoundFactory(community=home, status="void")
            SpecialWorkFactory(community=home, state="in_works", earliest=TODAY, starts_on=TODAY, ends_on=TODAY)

    more(2)
    few = spent()
    more(6)
    assert spent() == few <= 24


def test_the_page_tells_what_this_week_brings_and_what_it_costs(home, client):
    project = ProjectFactory(community=home, building=True)
    water = {"kind__code": "water", "kind__name": "供水", "outage": "停水 8:00—17:00"}
    SpecialWorkFactory(community=home, state="in_works", earliest=TODAY, starts_on=TODAY, ends_on=TODAY, **water)
    SpecialWorkFactory(community=home, state="intent", earliest=TODAY, starts_on=TODAY, ends_on=TODAY)
    WorksItemFactory(project=project, community=home, planned=2883, done=721, measure="米")
    FundEntryFactory(project=project, kind="planned", amount=120)
    own = {"source__code": "resident_cash", "source__name": "居民直接出资", "source__group": "residents"}
    FundEntryFactory(project=project, kind="planned", amount=30, **own)
    page = client.get(f"/c/{home.code}/").content.decode()
    assert "停水 8:00—17:00，请提前储水、备用" in page
    assert page.count("施工单位</dt>") == 1, "an intent is nothing to prepare for"
    assert "做到 25%" in page and "2,883 米" in page
    assert "计划投资 <b>150 万元</b>" in page and "其中居民出 30 万元" in page
    assert client.get(f"/c/{home.code}/poster/").content.decode().count("<svg") == 1
