"""Works items: many rows at once or none, a sheet there and back, and the depth of the works by hand."""

import io
import random
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.completeness import reference as completeness
from communities.models import CatalogueItem
from communities.surveys.reference import catalogue as ship_catalogue
from communities.surveys.reference import questions
from core import jobs
from core.actors import SYSTEM
from core.errors import Refused
from core.exchange import actions as imports
from core.models import Change
from core.records import compare
from projects.items import actions, catalogue, demo, figures
from projects.items.reference import item_thresholds
from projects.models import Project, WorksItem
from projects.stages import gates
from projects.stages.models import Phase
from tests.factories import AreaFactory, AssessmentFactory, CommunityFactory, ProjectFactory, SurveyFactory
from tests.factories_works import WorksItemFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def project(people):
    ship_catalogue(), item_thresholds()
    return ProjectFactory(name="双桥新村改造项目", building=True, community__name="双桥新村", budget=Decimal(1000))


def row(project, code, planned="0", cost="0", **more):
    facts = {"answer": "do", "planned": Decimal(planned), "planned_cost": Decimal(cost), "version": 0}
    facts |= {"done": Decimal(0), "done_cost": Decimal(0), "reason": "", "note": ""}
    return {"community": project.communities.get().pk, "item": code} | facts | more


def refused(code, call, *args, **kwargs):
    with pytest.raises(Refused) as found:
        call(*args, **kwargs)
    assert found.value.code == code
    return found.value.fields


def test_the_depth_of_the_catalogue_is_that_of_the_proposal(project):
    """DOMAIN §1.2: surface is B05, B15, W02; functional is W04–W15 and T; the two tables agree."""
    assert catalogue.codes("surface") == ["B05", "B15", "W02"]
    flagged = CatalogueItem.objects.filter(is_functional=True).values_list("pk", flat=True)
    assert set(catalogue.codes("functional")) == set(flagged)
    assert set(catalogue.entries()) == set(CatalogueItem.objects.values_list("pk", flat=True))


def test_many_rows_are_saved_together_or_not_at_all(project, people):
    by, elsewhere = people["street"], CommunityFactory()
    rows = [
        row(project, "B15", "3000", "300"),
        row(project, "B07", "100", "20"),
        row(project, "B01", answer="not_needed"),
        row(project, "W15", "2", "120", done=Decimal(3)),
        row(project, "W06", "20", "30") | {"community": elsewhere.pk},
        row(project, "W02", "-1"),
    ]
    assert refused("bad_items", actions.save_items, project, rows, by=by) == {
        "1.item": ["本市没有“供热”这项改造内容"],
        "2.reason": ["请写明为什么不需要"],
        "3.note": ["完成的比计划多，请写明原因"],
        "4.community": [f"{elsewhere}不在这个项目里"],
        "5.planned": ["确保该值大于或等于0。"],
    }
    assert not WorksItem.objects.exists()
    good = [rows[0], row(project, "B01", answer="not_needed", reason="去年换过"), rows[3] | {"note": "居民加装一部"}]
    assert actions.save_items(project, good, by=by) == 3
    assert WorksItem.objects.get(item="W15").measure == "部"
    assert Change.objects.filter(act="item.edit").count() == 3
    assert not list(compare(WorksItem, [str(i.pk) for i in WorksItem.objects.all()]))
    with pytest.raises(PermissionDenied):
        actions.save_items(project, good, by=people["street2"])


def test_an_emptied_row_leaves_the_list_and_an_unchanged_one_is_not_written(project, people):
    item = WorksItemFactory(project=project, item_id="W15", measure="部")
    rows = [row(project, "W15", "3", "180", version=item.version), row(project, "T05", answer="")]
    assert actions.save_items(project, rows, by=people["district"]) == 0
    rows[0]["answer"] = ""
    assert actions.save_items(project, rows, by=people["district"]) == 1
    assert not WorksItem.objects.exists() and Change.objects.get(act="item.edit").after is None


def test_the_second_of_two_editors_is_told_what_stands_there(project, people):
    item = WorksItemFactory(project=project, item_id="W15", measure="部")
    actions.edit(item, by=people["district"], planned=Decimal(5))
    fields = refused(
        "bad_items", actions.save_items, project, [row(project, "W15", "9", version=0)], by=people["street"]
    )
    assert "district在" in fields["0.answer"][0]
    assert fields["0.answer"][0].endswith("现在是：计划 5.00部、180.00 万元，完成 0.00部、0.00 万元")
    rows = [row(project, "W06", "9", version=4)]
    assert refused("bad_items", actions.save_items, project, rows, by=people["street"])["0.answer"] == [actions.GONE]


def test_what_is_done_and_the_end_of_changing(project, people):
    by = people["street"]
    item = actions.add(
        by=by,
        project=project,
        community=project.communities.get(),
        item=CatalogueItem.objects.get(pk="W06"),
        planned=Decimal(20),
        planned_cost=Decimal(30),
    )
    assert (item.measure, item.answer) == ("个", "do")
    fields = refused("bad_item", actions.set_done, item, by=by, done=Decimal(24), done_cost=Decimal(29))
    assert fields == {"note": ["完成的比计划多，请写明原因"]}
    item = actions.set_done(item, by=by, done=Decimal(24), done_cost=Decimal(29), note="拆违以后多出 4 个")
    assert (item.done, item.note) == (24, "拆违以后多出 4 个")
    refused("bad_item", actions.edit, item, by=by, answer="not_needed", reason="不做了")
    Project.objects.filter(pk=project.pk).update(status="accepted")
    for act in (
        lambda: actions.edit(item, by=by, planned=Decimal(30)),
        lambda: actions.set_done(item, by=by, done=Decimal(25), done_cost=Decimal(29)),
        lambda: actions.take_off(item, by=by),
        lambda: actions.save_items(project, [row(project, "W05", "3")], by=by),
    ):
        refused("closed", act)


def test_the_gate_wants_every_basic_item_answered(project, people):
    def words():
        return [one.words for one in gates.missing(project, [Phase.SCHEME]) if one.code == "scheme.items"]

    assert words() == ["双桥新村还有 15 项基础类内容没有写明改不改：供水、排水（含雨污分流）、供电、弱电、道路等"]
    basic = CatalogueItem.objects.filter(item_class="basic", applies=True).exclude(pk="B16")
    rows = [row(project, item.pk, answer="not_needed", reason="现状达标") for item in basic]
    actions.save_items(project, rows, by=people["street"])
    assert words() == ["双桥新村还有 1 项基础类内容没有写明改不改：楼梯等公共部位"]
    actions.save_items(project, [row(project, "B16", "30", "40")], by=people["street"])
    assert words() == []


def test_the_form_keeps_what_was_typed_and_points_at_the_cell(project, as_):
    url = f"/projects/{project.pk}/items/{project.communities.get().pk}/"
    page = as_("street").get(url).content.decode()
    assert "从目录添加（还有" in page and "供热" not in page
    typed = {"W15-answer": "do", "W15-planned": "3", "W15-planned_cost": "180", "W15-version": "0"}
    wrong = typed | {"B01-answer": "not_needed", "B01-version": "0", "B02-answer": "do", "B02-planned": "很多"}
    page = as_("street").post(url, wrong)
    assert page.status_code == 200 and not WorksItem.objects.exists()
    del wrong["B02-answer"], wrong["B02-planned"]
    page = as_("street").post(url, wrong)
    words = page.content.decode()
    assert page.status_code == 409 and 'value="180"' in words
    assert '<a href="#id_B01-reason">供水：不需要的原因：请写明为什么不需要</a>' in words
    done = as_("street").post(url, wrong | {"B01-reason": "去年换过"}, follow=True)
    assert done.redirect_chain[0][0] == f"/projects/{project.pk}/items/#c{project.communities.get().pk}"
    assert {i.item_id: i.answer for i in WorksItem.objects.all()} == {"W15": "do", "B01": "not_needed"}
    stale = as_("street").post(url, typed | {"W15-planned": "4"})
    assert stale.status_code == 409 and 'name="W15-version" value="1"' in stale.content.decode()


def test_what_a_community_lacks_stands_beside_the_item(project, as_, people):
    questions(), completeness.completeness_items(), completeness.completeness_thresholds()
    community = project.communities.get()
    answers = {"12": {"status": "no", "measured": "", "evidence": ""}}
    AssessmentFactory(community=community, answers=answers, state="confirmed")
    said = {"W06": {"value": "poor", "note": "夜间占道"}, "most_wanted": {"value": "lift", "note": ""}}
    SurveyFactory(community=community, state="verified", answers=said)
    WorksItemFactory(project=project, item_id="W15", measure="部")
    page = as_("street").get(f"/projects/{project.pk}/items/")
    words = page.content.decode()
    assert "短板：缺无障碍设施" in words and "居民最想改" in words and "调查：差，夜间占道" in words
    assert [i.pk for i, _ in page.context["blocks"][0]["suggested"]] == ["W04", "W05", "W06"]
    assert len(page.context["blocks"][0]["unanswered"]) == 15
    WorksItem.objects.all().delete()
    assert "方案里没有功能性内容" in as_("street").get(f"/projects/{project.pk}/items/").content.decode()


@pytest.fixture
def two(project):
    """Two projects: 双桥 in 海曙 2026, a façade job in 鄞州 2025, and one that was withdrawn."""
    plan = {"B15": 300, "W02": 100, "B05": 50, "B14": 200, "W15": 250, "T05": 100}
    for code, cost in plan.items():
        unit = catalogue.entry(code).measure
        WorksItemFactory(project=project, item_id=code, planned_cost=Decimal(cost), measure=unit)
    WorksItemFactory(
        project=project,
        item_id="W06",
        measure="个",
        answer="not_needed",
        reason="有停车场",
        planned=0,
        planned_cost=Decimal(0),
    )
    other = ProjectFactory(name="东柳外墙项目", plan_year=2025, area=AreaFactory(code="330212012"))
    for code, cost in {"B15": "333.33", "B05": "66.67", "W12": "100.00"}.items():
        WorksItemFactory(project=other, item_id=code, planned_cost=Decimal(cost))
    gone = ProjectFactory(name="退出的", status="removed")
    WorksItemFactory(project=gone, item_id="W15", planned_cost=Decimal(999), measure="部")
    return project, other


def test_the_depth_by_hand(two, as_, api_):
    """双桥: functional 350 of 350 + 450, 2 of 5 items; 东柳: 100 of 500, 1 of 3. Together 450 of 1300, 3 of 8."""
    found = api_("city").get("/api/v1/figures/depth/?by=project").json()
    first, second = found["rows"]
    assert (first["name"], first["project"]) == ("双桥新村改造项目", two[0].pk)
    assert first["functional"] == {"count": 2, "money": "350.00"}
    assert first["surface"] == {"count": 3, "money": "450.00"}
    assert first["basic"] == {"count": 1, "money": "200.00"}
    assert first["share_by_money"] == {"numerator": "350.00", "denominator": "800.00", "percent": "43.8"}
    assert first["share_by_count"] == {"numerator": 2, "denominator": 5, "percent": "40.0"}
    assert first["share_of_all_by_money"] == {"numerator": "350.00", "denominator": "1000.00", "percent": "35.0"}
    assert second["share_by_money"] == {"numerator": "100.00", "denominator": "500.00", "percent": "20.0"}
    assert second["share_by_count"]["percent"] == "33.3"
    assert found["total"]["share_by_money"] == {"numerator": "450.00", "denominator": "1300.00", "percent": "34.6"}
    assert found["total"]["share_of_all_by_count"] == {"numerator": 3, "denominator": 9, "percent": "33.3"}
    by_year = api_("city").get("/api/v1/figures/depth/?by=year").json()["rows"]
    assert [(line["year"], line["share_by_money"]["percent"]) for line in by_year] == [(2025, "20.0"), (2026, "43.8")]
    districts = api_("city").get("/api/v1/figures/depth/?year=2026").json()["rows"]
    assert [(line["area"], line["name"]) for line in districts] == [("330203", "海曙区")]
    own = api_("street2").get("/api/v1/figures/depth/").json()
    assert own["total"]["functional"] == {"count": 1, "money": "100.00"}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        figures.depth("3302", by="year")
    assert len(asked) == 1


def test_the_page_says_what_the_api_says(two, as_):
    page = as_("city").get("/depth/?year=2026")
    words = page.content.decode()
    assert "每花在功能性和表面性上的 100 元里，<b>43.8 元</b>" in words
    assert "比 2025 年高 <b>23.8</b> 个百分点" in words
    assert page.context["shallow_count"] == 0
    everything = as_("city").get("/depth/?year=all")
    assert [line.name for line in everything.context["shallow"]] == ["东柳外墙项目"]
    assert everything.context["total"].percent == Decimal(45000) / 1300
    most, least = everything.context["most"], everything.context["least"]
    assert [(one.item.pk, one.communities, one.percent) for one in most[:2]] == [("B15", 2, 100), ("B05", 2, 100)]
    assert least[0].communities == 0 and len(most) == len(least) == 8
    listed = as_("city").get("/works-items/?depth=functional&answer=do&year=2026&live=true")
    assert {o.item_id for o in listed.context["object_list"]} == {"W15", "T05"}
    assert dict(listed.context["totals"])["计划投资"] == "350 万元"


def test_nothing_listed_is_no_share(project, api_, as_):
    total = api_("city").get("/api/v1/figures/depth/").json()["total"]
    assert total["share_by_money"] == {"numerator": "0.00", "denominator": "0.00", "percent": None}
    assert "还没有列改造内容" in as_("city").get("/depth/").content.decode()
    assert as_("city").get("/depth/?year=x&area=330203").status_code == 200


def test_the_api_writes_as_the_page_does(project, api_):
    street, url = api_("street"), "/api/v1/works-items/"
    community = project.communities.get().pk
    made = street.post(url, {"project": project.pk, "community": community, "item": "W15", "planned": "2"}, JSON)
    assert made.status_code == 201 and made.json()["measure"] == "部"
    own = f"{url}{made.json()['id']}/"
    done = street.post(f"{own}done/", {"done": "3", "done_cost": "0"}, JSON)
    assert (done.status_code, done.json()["fields"]) == (409, {"note": ["完成的比计划多，请写明原因"]})
    changed = street.patch(own, {"planned_cost": "120.55"}, JSON, headers={"If-Match": '"1"'})
    assert (changed.json()["planned_cost"], changed.json()["planned"]) == (120.55, 2.0)
    assert street.patch(own, {"planned": "9"}, JSON, headers={"If-Match": '"1"'}).json()["code"] == "stale"
    again = street.post(url, {"project": project.pk, "community": community, "item": "W15"}, JSON)
    assert again.status_code == 400 and "已经列出" in again.json()["detail"]
    heating = street.post(url, {"project": project.pk, "community": community, "item": "B07"}, JSON)
    assert heating.json()["fields"] == {"item": ["本市没有“供热”这项改造内容"]}
    shown = api_("visitor").get(own).json()
    assert "planned_cost" not in shown and shown["item_name"] == "加装电梯"
    assert street.delete(own).status_code == 204 and not WorksItem.objects.exists()


def judged(data, by):
    imported = imports.upload("works_items", SimpleUploadedFile("s.xlsx", data), by=by)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    return imported


def test_the_sheet_goes_out_and_in_again_unchanged(two, people, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = b"".join(as_("street").get("/works-items/export/?year=2026").streaming_content)
    assert judged(content, people["street"]).counts == {"new": 0, "changed": 0, "unchanged": 8, "rejected": 0}
    book = openpyxl.load_workbook(io.BytesIO(content))
    header = [cell.value for cell in book.active[1]]
    blank = dict.fromkeys(header, "") | {"项目名称": two[0].name, "小区编号": two[0].communities.get().code}
    for facts in (
        {"内容": "助餐", "计划数量": 1, "计划投资（万元）": 35.5},
        {"内容代码": "w05", "安排": "不需要"},
        {"内容代码": "B07", "计划数量": 9},
        {"内容代码": "W15", "计划数量": 8},
        {"内容代码": "W04", "项目名称": "没有的项目"},
        {"内容代码": "W12", "项目名称": two[1].name},
    ):
        line = blank | facts
        book.active.append([line[name] for name in header])
    more = io.BytesIO()
    book.save(more)
    again = judged(more.getvalue(), people["street"])
    assert again.counts == {"new": 1, "changed": 0, "unchanged": 8, "rejected": 5}
    assert [error["message"] for error in again.errors][:2] == ["请写明为什么不需要", "本市没有“供热”这项改造内容"]
    assert "重复" in again.errors[2]["message"]
    assert {error["message"] for error in again.errors[3:]} == {
        "没有“没有的项目”这个项目，或者不在您的范围", "没有“东柳外墙项目”这个项目，或者不在您的范围"
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_sheet_is_written_and_lists_what_it_brought(project, people, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = b"".join(as_("street").get("/works-items/export/").streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    header = [cell.value for cell in book.active[1]]
    line = dict.fromkeys(header, "") | {"项目名称": project.name, "小区编号": project.communities.get().code}
    line |= {"内容代码": "W15", "计划数量": 3, "计划投资（万元）": 180}
    book.active.append([line[name] for name in header])
    data = io.BytesIO()
    book.save(data)
    imported = judged(data.getvalue(), people["street"])
    imports.commit(imported, by=people["street"])
    imported.refresh_from_db()
    jobs.run(imported.job_id)
    item = WorksItem.objects.get()
    assert (item.planned, item.planned_cost, item.measure) == (3, 180, "部")
    listed = as_("street").get(f"/works-items/?imported={imported.pk}").context["object_list"]
    assert [o.pk for o in listed] == [item.pk]


def test_lists_cost_the_same_for_five_and_for_fifty(project, as_, django_assert_max_num_queries):
    client, codes = as_("street"), [code for code in catalogue.entries() if code != "B07"]
    pages = ("/works-items/", f"/projects/{project.pk}/items/", "/depth/", f"/works-items/?project={project.pk}")
    for own in (codes[:5], codes[5:]):
        for code in own:
            WorksItemFactory(project=project, item_id=code)
        for page in pages:
            client.get(page)
            with django_assert_max_num_queries(20):
                assert client.get(page).status_code == 200


def test_many_rows_cost_no_query_each(project, people, django_assert_max_num_queries):
    rows = [row(project, code, "1", "2") for code in catalogue.entries() if code != "B07"]
    with django_assert_max_num_queries(16):
        assert actions.save_items(project, rows, by=people["street"]) == 41


def test_the_year_that_a_page_opens_with(two, as_):
    assert as_("city").get("/depth/").context["year"] == max(y for y in (2025, 2026) if y <= date.today().year)


def test_the_demo_spends_every_budget_to_the_cent_and_reaches_deeper_each_year(project):
    street, today = project.area, date(2026, 11, 23)
    for year in (2024, 2025, 2026):
        ProjectFactory.create_batch(
            4,
            area=street,
            plan_year=year,
            budget=Decimal("987.65"),
            invested=Decimal("402.31"),
            percent=50,
            building=True,
        )
    done = ProjectFactory(area=street, budget=Decimal("100.01"), invested=Decimal("92.01"), percent=100, building=True)
    projects = list(Project.objects.select_related("area").prefetch_related("communities").order_by("pk"))
    demo.build(projects, today=today, rng=random.Random(7), by=SYSTEM)
    for one in projects:
        own = list(one.items.all())
        assert (sum(i.planned_cost for i in own), sum(i.done_cost for i in own)) == (one.budget, one.invested)
        assert not [found for found in gates.missing(one, [Phase.SCHEME]) if found.code == "scheme.items"]
    assert all(item.done == item.planned for item in done.items.all())
    shares = [line.percent for line in figures.depth("3302", by="year")[0]]
    assert shares == sorted(shares)


def test_an_item_far_above_its_plan_is_flagged(project, people, as_):
    """10 % above the plan is not above it; a cent more is."""
    item_thresholds()
    at, above = put_two(project)
    page = as_("district").get(f"/works-items/?project={project.pk}&over=true").content.decode()
    rows = page.split("<tbody>")[1]
    assert rows.count("超预算</span>") == 1 and str(above.item) in rows and str(at.item) not in rows
    assert as_("district").get(f"/projects/{project.pk}/items/").content.decode().count("超预算</span>") == 1


def put_two(project):
    community = project.communities.first()
    made = []
    for code, cost in (("B14", "110.00"), ("B15", "110.01")):
        facts = {"planned": 10, "done": 10, "planned_cost": Decimal("100.00"), "done_cost": Decimal(cost)}
        facts |= {"answer": "do", "measure": "㎡", "note": "签证增加"}
        made.append(WorksItem.objects.create(project=project, community=community, item_id=code, **facts))
    return made
