"""What a resident sees without an account."""

from datetime import date

import pytest

from tests.factories import AreaFactory, CommunityFactory, ProjectFactory


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


def test_the_public_page_costs_the_same_for_everybody(home, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(f"/c/{home.code}/")
