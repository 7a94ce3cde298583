"""What officers see and press: the project's way, the month on a phone, the board, the plan."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.months import last_closed, months_back
from projects.models import ProgressPhoto, ProgressReport, Project, YearTarget
from projects.plans import figures
from projects.progress import actions as acts
from tests.factories import (
    AreaFactory,
    CommunityFactory,
    ProgrammeFactory,
    ProgressReportFactory,
    ProjectFactory,
    YearTargetFactory,
)
from tests.factories_works import waive
from tests.test_progress import photo

PERIOD = last_closed(timezone.localdate())
MONTH = {
    "percent": "45.5", "invested": "520.00", "lifts": 2, "parking_spaces": 30, "charging_points": 4, "pipes_km": "1.20",
    "service_facilities": 0, "note": "外墙完成过半", "problems": "", "reason": "", "version": "0",
}  # fmt: skip


@pytest.fixture
def project(people):
    return ProjectFactory(name="双桥项目", building=True, first_works_date=date(2026, 4, 1))


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("who", ["city", "district", "street", "auditor"])
def test_every_page_opens(who, project, as_):
    report = ProgressReportFactory(project=project, period=PERIOD, state="submitted")
    ProgrammeFactory()
    client = as_(who)
    for url in (
        "/projects/", f"/projects/{project.pk}/", f"/projects/{project.pk}/history/", "/progress/", "/plans/",
        f"/progress/?period={PERIOD}&state=missing", f"/progress/{report.pk}/", "/projects/?late=true",
    ):  # fmt: skip
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize(
    ("who", "shown"),
    [("city", {"完工", "停工"}), ("district", {"完工", "停工"}), ("street", set()), ("auditor", set())],
)
def test_only_the_acts_that_are_open_are_offered(who, shown, project, as_):
    page = as_(who).get(f"/projects/{project.pk}/")
    assert {step.act.label for _, step in page.context["steps"]} == shown


def test_a_foreign_project_does_not_exist(project, as_):
    report = ProgressReportFactory(project=project, period=PERIOD)
    client = as_("street2")
    for url in (
        f"/projects/{project.pk}/", f"/projects/{project.pk}/history/", f"/projects/{project.pk}/complete/",
        f"/projects/{project.pk}/progress/{PERIOD}/", f"/progress/{report.pk}/", f"/progress/{report.pk}/submit/",
        f"/projects/{project.pk}/advance/", f"/projects/{project.pk}/edit/",
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url
    assert client.get("/projects/").context["page"].paginator.count == 0
    assert client.get("/progress/").context["page"].paginator.count == 0


def test_a_visitor_signs_in_first(project, as_):
    for url in ("/projects/", f"/projects/{project.pk}/", "/progress/", "/plans/", f"/projects/{project.pk}/complete/"):
        response = as_("visitor").get(url)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/"), url


def test_making_a_project(people, as_):
    estates = CommunityFactory.create_batch(2)
    client = as_("district")
    offered = client.get("/projects/new/").context["form"].fields["communities"].queryset
    assert set(offered) == set(estates)
    form = {
        "name": "双桥项目", "area": "330203006", "communities": [c.pk for c in estates], "plan_year": 2026,
        "plan_kind": "new", "planned_start": "2026-03-01", "planned_finish": "2026-02-01", "budget": "1200",
    }  # fmt: skip
    again = client.post("/projects/new/", form)
    assert "计划完工不能早于计划开工" in text(again)
    made = client.post("/projects/new/", form | {"planned_finish": "2026-11-30"})
    new = Project.objects.get()
    assert (made["Location"], new.communities.count(), new.status) == (f"/projects/{new.pk}/", 2, "planned")
    assert not client.get("/projects/new/").context["form"].fields["communities"].queryset
    edited = client.get(f"/projects/{new.pk}/edit/").context
    assert set(edited["form"].fields["communities"].queryset) == set(estates)
    values = form | {"planned_finish": "2026-12-31", "note": "工期调整", "version": edited["version"]}
    assert client.post(f"/projects/{new.pk}/edit/", values).status_code == 302
    assert client.post(f"/projects/{new.pk}/edit/", values).status_code == 409
    assert "工期调整" in text(client.get(f"/projects/{new.pk}/history/"))
    assert as_("street").get("/projects/new/").status_code == 403


def test_a_step_is_pressed_and_a_refusal_keeps_the_words(project, as_):
    client, url = as_("district"), f"/projects/{waive(project).pk}/complete/"
    tomorrow = timezone.localdate() + timedelta(days=1)
    again = client.post(url, {"date": tomorrow.isoformat(), "note": "雨季抢工"})
    assert again.status_code == 409
    assert "日期还没有到" in text(again) and "雨季抢工" in text(again)
    assert client.post(url, {"date": "2026-09-01"}).status_code == 302
    project.refresh_from_db()
    assert (project.status, project.works_complete_date) == ("completed", date(2026, 9, 1))
    wrong = client.post(f"/projects/{project.pk}/start/", {"first_works_date": "2026-04-01"})
    assert (wrong.status_code, "不能办理" in text(wrong)) == (409, True)


def test_a_month_on_the_phone(project, as_, people):
    before = months_back(timezone.localdate(), 3)[2]
    acts.report(project, before, by=people["street"], percent=Decimal("40.0"), invested=Decimal("480.00"))
    client, url = as_("street"), f"/projects/{project.pk}/progress/{PERIOD}/"
    page = client.get(url)
    assert f"{before} 累计：40.0" in text(page)
    assert page.context["form"].initial["percent"] is None  # typed anew every month
    again = client.post(url, MONTH | {"percent": "39"})
    assert (again.status_code, "请写明原因" in text(again)) == (409, True)
    assert client.post(url, MONTH).status_code == 302
    report = ProgressReport.objects.get(period=PERIOD)
    assert (report.state, report.percent, report.lifts) == ("draft", Decimal("45.5"), 2)
    stale = client.post(url, MONTH)
    assert (stale.status_code, "改过这条记录" in text(stale)) == (409, True)
    assert client.post(url, MONTH | {"version": "1", "percent": "46", "submit": "1"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.percent) == ("submitted", Decimal("46.0"))


def test_a_month_goes_back_and_up(project, as_):
    report = ProgressReportFactory(project=project, period=PERIOD, state="submitted")
    url = f"/progress/{report.pk}/"
    district = as_("district")
    assert district.post(url + "return/", {"reason": "投资与台账不符"}).status_code == 302
    assert "投资与台账不符" in text(as_("street").get(f"/projects/{project.pk}/progress/{PERIOD}/"))
    as_("street").post(url + "submit/")
    assert district.post(url + "verify/").status_code == 302
    assert as_("city").post(url + "lock/").status_code == 302
    revised = as_("street").post(url + "revise/", {"reason": "漏报"})
    new = ProgressReport.objects.get(revision=1)
    assert revised["Location"] == f"/progress/{new.pk}/"
    assert "更正稿核实以前" in text(district.get(url))


def test_the_board_of_a_month(project, as_, people):
    mine = ProgressReportFactory(project=project, period=PERIOD, state="submitted", reported_by=people["street"])
    own = ProgressReportFactory(
        project__building=True, project__area=project.area, period=PERIOD, state="submitted",
        reported_by=people["district"],
    )  # fmt: skip
    ProjectFactory(name="没报的", building=True)
    ProjectFactory(name="没开工")
    client = as_("district")
    page = client.get("/progress/")
    assert dict(page.context["counts"]) == {"missing": 1, "submitted": 2}
    assert [p.name for p in client.get("/progress/?state=missing").context["object_list"]] == ["没报的"]
    done = client.post("/progress/verify/", {"report": [mine.pk, own.pk], "query": f"?period={PERIOD}"}, follow=True)
    assert "已核实 1 份" in text(done) and "您自己填报的" in text(done)
    mine.refresh_from_db()
    assert mine.state == "verified"
    assert as_("street").post("/progress/verify/", {"report": [own.pk]}).status_code == 403
    assert client.post("/progress/lock/", {"period": PERIOD}).status_code == 403
    assert "已锁定" in text(as_("city").post("/progress/lock/", {"period": PERIOD}, follow=True))
    mine.refresh_from_db()
    assert mine.state == "locked"


def test_the_board_costs_the_same_for_5_and_50(as_, people, django_assert_max_num_queries):
    client = as_("city")
    ProgressReportFactory.create_batch(5, period=PERIOD)
    client.get("/progress/")
    with django_assert_max_num_queries(20) as few:
        client.get("/progress/")
    ProgressReportFactory.create_batch(45, period=PERIOD)
    with django_assert_max_num_queries(len(few)):
        assert len(client.get("/progress/").context["object_list"]) == 50


def test_a_photo_is_seen_by_those_who_see_the_project(project, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = ProgressReportFactory(project=project, period=PERIOD)
    client = as_("street")
    assert client.post(f"/progress/{report.pk}/photos/", {"file": photo(), "caption": "外墙"}).status_code == 302
    kept = ProgressPhoto.objects.get()
    url = f"/progress/photos/{kept.pk}/"
    assert url in text(client.get(f"/progress/{report.pk}/"))
    seen = client.get(url)
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/jpeg")
    assert as_("street2").get(url).status_code == 404
    assert as_("visitor").get(url).status_code == 302
    assert as_("street2").post(url + "remove/").status_code == 404
    assert as_("auditor").post(url + "remove/").status_code == 403
    assert client.post(url + "remove/").status_code == 302
    assert client.get(url).status_code == 404


def test_the_plan_adds_up(people, as_):
    programme, here, there = ProgrammeFactory(), AreaFactory(code="330203"), AreaFactory(code="330212")
    YearTargetFactory(programme=programme, area=here, communities=3, floor_area="120000.00", investment="3600.00")
    YearTargetFactory(programme=programme, area=there, communities=2, floor_area="80000.00")
    estate = CommunityFactory(floor_area=Decimal("50000.00"))
    for _ in range(2):  # twice in the same plan: counted once, money twice
        ProjectFactory(community=estate, budget=Decimal("100.00"))
    ProjectFactory(area=AreaFactory(code="330212012"))
    ProjectFactory(status="removed")
    year = figures.plan_table(programme, people["city"])[0]
    assert [(line.area.pk, int(line.listed["communities"])) for line in year.lines] == [("330203", 1), ("330212", 1)]
    assert (year.lines[0].listed["floor_area"], year.lines[0].listed["investment"]) == (Decimal(50000), Decimal(200))
    for name in figures.NAMES:
        assert year.goals[name] == sum(line.goals[name] for line in year.lines) > 0 or name == "households"
        assert year.listed[name] == sum(line.listed[name] for line in year.lines)
    page = as_("city").get("/plans/")
    assert "口径" in text(page) and "20.00" in text(page)
    only = as_("street").get("/plans/").context["years"][0]
    assert [(line.area.pk, line.target) for line in only.lines] == [("330203006", None)]
    assert [line.area.pk for line in as_("district").get("/plans/").context["years"][0].lines] == ["330203"]


def test_the_city_sets_a_target(people, as_):
    programme = ProgrammeFactory()
    url = f"/plans/{programme.pk}/330203/2026/"
    assert as_("district").get(url).status_code == 403
    form = {"communities": 27, "floor_area": "1100000", "households": 11000, "investment": "33000", "version": "0"}
    assert as_("city").get(url).context["version"] == 0
    assert as_("city").post(url, form)["Location"] == f"/plans/?programme={programme.pk}#y2026"
    assert as_("city").post(url, form).status_code == 409
    assert YearTarget.objects.get().communities == 27
    assert as_("city").get(f"/plans/{programme.pk}/330203/2031/").status_code == 404
    assert as_("city").get(f"/plans/{programme.pk}/330203006/2026/").status_code == 404
    made = as_("city").post("/plans/new/", {"name": "新计划", "area": "3302", "first_year": 2029, "last_year": 2028})
    assert made.status_code == 200
    made = as_("city").post("/plans/new/", {"name": "新计划", "area": "3302", "first_year": 2029, "last_year": 2031})
    assert made.status_code == 302
