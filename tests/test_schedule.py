"""Milestones, baselines, and the worked example of docs/dev/forecast.md through real records and pages."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import Refused
from projects.models import Milestone, Project
from projects.progress import baselines, milestones, schedule
from tests.factories import AreaFactory, CommunityFactory, ProgressReportFactory, ProjectFactory
from tests.factories_works import ScheduleBaselineFactory

D = Decimal
START, JULY = date(2026, 3, 1), date(2026, 7, 29)
PLAN = [("管网", 10, date(2026, 3, 31)), ("外墙", 20, date(2026, 5, 30))]
PLAN += [("道路", 40, date(2026, 8, 28)), ("完工", 30, date(2026, 10, 27))]
APPROVED = {"starts_on": START, "approved_on": date(2026, 2, 20), "approved_by": "周明"}


def rows(*changes):
    found = [{"id": None, "name": name, "weight": D(weight), "planned_on": day} for name, weight, day in PLAN]
    for number, change in changes:
        found[number] |= change
    return found


@pytest.fixture
def project(db):
    community = CommunityFactory(area=AreaFactory(code="330203006"))
    dates = {"planned_start": START, "planned_finish": date(2026, 10, 27), "first_works_date": START}
    return ProjectFactory(area=community.area, community=community, building=True, **dates)


@pytest.fixture
def planned(project, people):
    milestones.save_list(project, rows(), by=people["district"])
    baselines.approve(project, by=people["district"], **APPROVED)
    return project


def finished(project, ratio):
    """A finished project beside another: planned for 100 days, done after 100 × ratio."""
    start = date(2025, 3, 1)
    days = {"planned_start": start, "planned_finish": start + timedelta(days=100), "first_works_date": start}
    done = start + timedelta(days=int(100 * ratio))
    other = ProjectFactory(area=project.area, status="completed", works_complete_date=done, **days)
    ends = [{"name": "完工", "on": days["planned_finish"].isoformat(), "weight": "100.00"}]
    ScheduleBaselineFactory(project=other, starts_on=start, milestones=ends)
    return other


def test_the_worked_example_through_real_records(planned, as_, api_, monkeypatch):
    for ratio in ("1.40", "1.00", "1.30", "1.10", "1.20"):
        finished(planned, D(ratio))
    ProgressReportFactory(project=planned, period="2026-07", percent=D(50), state="verified")
    seen = schedule.standing(planned, JULY)
    assert (seen.on, seen.percent, seen.earned_days, seen.elapsed_days) == (JULY, 50, 135, 150)
    assert (round(seen.planned, 2), round(seen.deviation, 2)) == (D("56.67"), D("-6.67"))
    assert seen.spi_t == D("0.9")
    found = seen.forecast
    assert (found.finish, found.low, found.high) == (date(2026, 11, 27), date(2026, 11, 15), date(2026, 12, 9))
    assert [(one.name, days) for one, days in seen.late] == [("管网", 120), ("外墙", 60)]

    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: JULY)
    page = as_("district").get(f"/projects/{planned.pk}/schedule/").content.decode()
    assert "到 7月29日完成 50.0%，按计划应到 56.7%，落后 6.7 个百分点" in page
    assert "2026年11月27日完工（11月15日—12月9日），计划 2026年10月27日" in page
    answer = api_("district").get(f"/api/v1/projects/{planned.pk}/schedule/").json()
    expected = {"on": "2026-07-29", "percent": "50.00", "planned": "56.67", "deviation": "-6.67", "spi_t": "0.90"}
    assert {name: answer[name] for name in expected} == expected
    assert answer["forecast"]["finish"] == "2026-11-27"


def test_a_new_plan_needs_a_reason_and_the_first_is_kept(planned, people):
    clerk = people["district"]
    with pytest.raises(Refused, match="和第 1 版基线一样"):
        baselines.approve(planned, by=clerk, **APPROVED)
    later = [
        r | {"id": m.pk} for r, m in zip(rows((3, {"planned_on": date(2026, 11, 30)})), saved(planned), strict=True)
    ]
    milestones.save_list(planned, later, by=people["street"])
    assert schedule.curve_of(planned).finish == date(2026, 10, 27), "a plan counts once it is approved"
    assert saved(planned)[3].due_on == date(2026, 10, 27)
    with pytest.raises(Refused, match="要写原因"):
        baselines.approve(planned, by=clerk, **APPROVED)
    second = baselines.approve(planned, by=clerk, reason="汛期顺延", **APPROVED)
    now = Project.objects.get(pk=planned.pk)
    assert schedule.curve_of(now).finish == date(2026, 11, 30)
    assert schedule.curve_of(now, number=1).finish == date(2026, 10, 27)
    assert saved(planned)[3].due_on == date(2026, 11, 30)
    moved = baselines.differences(now.baselines.last(), second)
    assert [r[-1] for r in moved] == [0, 0, 0, 34]


def saved(project):
    return list(Milestone.objects.filter(project=project).order_by("planned_on"))


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ((0, {"weight": D("9.99")}), "", "节点权重合计应为 100，现为 99.99"),
        ((1, {"name": "管网"}), "1.name", "同名的节点只能有一个"),
        ((1, {"name": " "}), "1.name", "请写节点名称"),
        ((2, {"planned_on": None}), "2.planned_on", "请填计划日期"),
        ((0, {"planned_on": date(2026, 2, 28)}), "0.planned_on", "不能早于计划开工 2026-03-01"),
    ],
)
def test_a_list_is_right_or_nothing_is_saved(project, people, change, place, words):
    with pytest.raises(Refused) as refused:
        milestones.save_list(project, rows(change), by=people["district"])
    assert refused.value.fields == {place: [words]}
    assert not saved(project)


def test_who_saw_an_older_list_changes_nothing(planned, people):
    seen = milestones.seen(saved(planned))
    milestones.estimate(saved(planned)[2], by=people["street"], expected_on=date(2026, 9, 9))
    with pytest.raises(Refused, match="您看到的是旧内容"):
        milestones.save_list(planned, rows(), by=people["street"], seen_as=seen)
    assert saved(planned)[2].expected_on == date(2026, 9, 9)


def test_names_may_be_exchanged(planned, people):
    a, b, *rest = saved(planned)
    again = [{"id": m.pk, "name": m.name, "weight": m.weight, "planned_on": m.planned_on} for m in (a, b, *rest)]
    again[0]["name"], again[1]["name"] = b.name, a.name
    milestones.save_list(planned, again, by=people["district"])
    assert [m.name for m in saved(planned)] == ["外墙", "管网", "道路", "完工"]


def test_a_confirmed_day_lies_behind_us_and_stays(planned, people):
    clerk, (first, *_, last) = people["street"], saved(planned)
    with pytest.raises(Refused, match="日期还没有到"):
        milestones.confirm(first, by=clerk, done_on=date.today() + timedelta(days=1))
    with pytest.raises(Refused, match="3月01日才开工|03月01日才开工"):
        milestones.confirm(first, by=clerk, done_on=date(2026, 2, 27))
    milestones.confirm(first, by=clerk, done_on=date(2026, 4, 2))
    with pytest.raises(Refused, match="要改请写原因"):
        milestones.confirm(first, by=clerk, done_on=date(2026, 4, 1))
    changed = milestones.confirm(first, by=clerk, done_on=date(2026, 4, 1), reason="验收单日期看错")
    assert changed.done_on == date(2026, 4, 1)
    with pytest.raises(Refused, match="已经完成，不用再预计"):
        milestones.estimate(first, by=clerk, expected_on=date(2026, 5, 1))
    kept = [r | {"id": m.pk} for r, m in zip(rows(), saved(planned), strict=True)][1:]
    kept[0]["weight"] = D(30)
    with pytest.raises(Refused, match="“管网”已经完成，不能删去"):
        milestones.save_list(planned, kept, by=clerk)
    assert last.days_late(date(2026, 10, 27)) == 0 and last.days_late(date(2026, 10, 28)) == 1


def test_the_form_offers_the_usual_list_and_tells_what_is_wrong_at_its_row(project, as_):
    door, page = as_("street"), f"/projects/{project.pk}/milestones/"
    form = door.get(page).context["form"]
    typed = {name: form.initial.get(name, "") for name in form.fields}
    assert sum(D(typed[f"{n}-weight"]) for n in range(6)) == 100
    wrong = door.post(page, typed | {"1-weight": "20"})
    assert wrong.status_code == 409 and "节点权重合计应为 100，现为 95" in wrong.content.decode()
    wrong = door.post(page, typed | {"1-planned_on": ""})
    assert "请填计划日期" in wrong.context["form"].errors["1-planned_on"]
    assert not saved(project)
    assert door.post(page, typed).status_code == 302
    assert len(saved(project)) == 6
    assert door.post(f"/projects/{project.pk}/baseline/approve/", {}).status_code == 403, "the district approves"


def test_standings_and_lists_cost_the_same_for_few_and_many(project, as_, people):
    def statements(count):
        while Project.objects.count() < count:
            one = ProjectFactory(area=project.area, building=True)
            milestones.save_list(one, rows_of(one), by=people["district"])
            baselines.approve(one, by=people["district"], **APPROVED | {"starts_on": one.planned_start})
        found = []
        for work in (
            lambda: schedule.standings(Project.objects.all(), JULY),
            lambda: as_("city").get("/projects/"),
            lambda: as_("city").get("/milestones/"),
        ):
            work()
            with CaptureQueriesContext(
                connection,
            ) as made:
                work()
            found.append(len(made))
        return found

    assert statements(3) == statements(15)


def rows_of(project):
    names = ("name", "weight", "planned_on")
    return [{"id": None} | {n: getattr(m, n) for n in names} for m in milestones.offered(project)]
