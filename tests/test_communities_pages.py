"""The register's pages: find, edit, see the change in the history; the same rows as the API on every filter."""

from urllib.parse import urlencode

import pytest

from communities.models import Community, FormerName, RenovationUnit
from core.models import Change, SavedFilter
from tests.factories import AreaFactory, CommunityFactory, ManagementOrgFactory, RenovationUnitFactory


@pytest.fixture
def estate(people):
    ManagementOrgFactory(code="330203", name="海曙区", kind="district").areas.add("330203")
    return CommunityFactory(name="双桥新村", built_year=1988)


def typed(community, **changes):
    """What the edit form would send for a community, with some fields changed."""
    facts = {
        "name": community.name,
        "area": community.area_id,
        "built_year": community.built_year,
        "floor_area": community.floor_area,
        "buildings": community.buildings,
        "stair_units": community.stair_units,
        "households": community.households,
        "previous_rounds": community.previous_rounds,
        "version": community.version,
    }
    return facts | changes


@pytest.mark.parametrize(
    "query", ["", "q=双桥", "area=330203", "status=pool", "built_before=1990", "ordering=-built_year", "core=true"]
)
def test_page_and_api_show_the_same_rows_on_every_filter(query, estate, as_, api_):
    CommunityFactory(name="东柳坊", area=AreaFactory(code="330212012"), built_year=1995, status="accepted")
    page = [c.pk for c in as_("city").get(f"/communities/?{query}").context["object_list"]]
    data = [c["id"] for c in api_("city").get(f"/api/v1/communities/?{query}").json()["results"]]
    assert page == data


def test_a_street_clerk_edits_and_sees_the_change_in_the_history(estate, as_):
    client = as_("street")
    form = typed(estate, households=512, former_names="老双桥、桥头村", note="重新核户")
    assert client.post(f"/communities/{estate.pk}/edit/", form).status_code == 302
    estate.refresh_from_db()
    assert (estate.households, set(estate.former_names.values_list("name", flat=True))) == (512, {"老双桥", "桥头村"})
    page = client.get(f"/communities/{estate.pk}/history/").content.decode()
    assert "重新核户" in page
    assert "430" in page
    assert "512" in page
    assert "户数（户）" in page


def test_renaming_keeps_the_old_name_findable(estate, as_):
    as_("street").post(f"/communities/{estate.pk}/edit/", typed(estate, name="双桥花园"))
    assert FormerName.objects.get().name == "双桥新村"
    assert [c.name for c in as_("street").get("/communities/?q=双桥新村").context["object_list"]] == ["双桥花园"]


def test_bad_input_is_told_at_its_field_and_nothing_is_lost(estate, as_):
    form = typed(estate, built_year="1850", floor_area="-3", address="一条很长的路 18 弄", elderly=9, residents=3)
    page = as_("street").post(f"/communities/{estate.pk}/edit/", form)
    text = page.content.decode()
    assert page.status_code == 200
    assert {"built_year", "floor_area"} <= set(page.context["form"].errors)
    assert "一条很长的路 18 弄" in text
    assert not Change.objects.exists()


def test_a_stale_form_is_refused_and_keeps_what_was_typed(estate, as_):
    seen = estate.version
    as_("city").post(f"/communities/{estate.pk}/edit/", typed(estate, households=600))
    page = as_("street").post(f"/communities/{estate.pk}/edit/", typed(estate, households=512, version=seen))
    assert page.status_code == 409
    assert "改过这条记录" in page.content.decode()
    assert 'value="512"' in page.content.decode()
    assert Community.objects.get().households == 600


def test_a_clerk_cannot_move_a_community_out_of_the_street(estate, as_):
    AreaFactory(code="330203001")
    page = as_("street").post(f"/communities/{estate.pk}/edit/", typed(estate, area="330203001"))
    assert "area" in page.context["form"].errors
    assert Community.objects.get().area_id == "330203006"


def test_moving_to_another_street_gives_a_new_code_and_keeps_the_history(estate, as_):
    AreaFactory(code="330203001")
    assert as_("district").post(f"/communities/{estate.pk}/edit/", typed(estate, area="330203001")).status_code == 302
    estate.refresh_from_db()
    assert (estate.area_id, estate.code, estate.district_id) == ("330203001", "3302030010001", "330203")
    assert Change.objects.get(act="community.edit").target_id == str(estate.pk)


def test_columns_are_chosen_and_remembered(estate, as_):
    client = as_("city")
    client.get("/communities/?cols=name&cols=elderly")
    assert [c.name for c in client.get("/communities/").context["shown_columns"]] == ["name", "elderly"]


def test_a_filter_is_kept_as_a_tab_for_its_owner_only(estate, as_):
    query = urlencode({"built_before": "1990"})
    body = {"list_name": "communities", "name": "老房子", "querystring": query, "back": "/communities/"}
    assert as_("city").post("/saved-filters/", body).status_code == 302
    assert SavedFilter.objects.get().querystring == query
    assert "老房子" in as_("city").get("/communities/").content.decode()
    assert "老房子" not in as_("district").get("/communities/").content.decode()


def test_the_list_costs_the_same_for_5_and_45(estate, as_, django_assert_max_num_queries):
    client = as_("city")
    client.get("/communities/")
    CommunityFactory.create_batch(4)
    with django_assert_max_num_queries(15) as few:
        client.get("/communities/")
    CommunityFactory.create_batch(40)
    with django_assert_max_num_queries(15) as many:
        client.get("/communities/")
    assert len(few) == len(many)


def test_a_unit_takes_communities_of_its_district_only(estate, as_):
    unit = RenovationUnitFactory()
    other = CommunityFactory(name="东柳坊", area=AreaFactory(code="330212012"))
    form = {"name": "双桥片区", "area": "330203006", "note": "", "communities": [estate.pk], "version": 0}
    assert as_("district").post(f"/units/{unit.pk}/edit/", form).status_code == 302
    estate.refresh_from_db()
    assert estate.unit_id == unit.pk
    page = as_("district").post(f"/units/{unit.pk}/edit/", form | {"communities": [other.pk], "version": 1})
    assert "communities" in page.context["form"].errors
    assert RenovationUnit.objects.get().communities.count() == 1


def test_a_new_unit_gets_the_next_number_of_its_district(estate, as_):
    for n in (1, 2):
        form = {"name": f"片区{n}", "area": "330203006", "note": ""}
        assert as_("district").post("/units/new/", form).status_code == 302
    assert list(RenovationUnit.objects.values_list("code", flat=True)) == ["PQ330203001", "PQ330203002"]
