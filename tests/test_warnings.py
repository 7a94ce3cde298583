"""Warnings by DOMAIN §9.3: raised at the limits and not before, answered, worse replaces, closed only when overcome."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, connections
from django.utils import timezone

from core.errors import Refused
from core.history import entries
from projects.models import ProjectWarning, WarningRule
from projects.warnings import actions, rules
from projects.warnings.raising import raise_due
from projects.warnings.reference import warning_rules
from tests.factories import AreaFactory, CommunityFactory, ProgressReportFactory, ProjectFactory
from tests.factories_works import MilestoneFactory, ProjectWarningFactory, ScheduleBaselineFactory

D = Decimal
START = date(2026, 3, 2)
PERIOD, END = "2026-05", date(2026, 5, 31)  # 90 of 200 days: 45 % planned
ANSWER = {"answer": "雨季停工", "recovery": "增加班组", "responsible": "周明"}


def project_with(percent=None, **values):
    """A project whose plan runs evenly over 200 days, with what was verified for May."""
    community = CommunityFactory(area=AreaFactory(code="330203006"))
    finish = START + timedelta(days=200)
    dates = {"planned_start": START, "planned_finish": finish, "first_works_date": START, "plan_year": 2026}
    made = ProjectFactory(area=community.area, community=community, building=True, **dates | values)
    ends = [{"name": "完工", "on": finish.isoformat(), "weight": "100.00"}]
    ScheduleBaselineFactory(project=made, starts_on=START, milestones=ends)
    if percent is not None:
        ProgressReportFactory(project=made, period=PERIOD, percent=percent, state="verified")
    return made


def colour_on(project, on):
    raise_due(on)
    found = project.warnings.exclude(state="closed").first()
    return found and found.colour


@pytest.fixture
def shipped(db):
    warning_rules()


@pytest.mark.parametrize(
    ("percent", "colour"),
    [("40.0", None), ("39.9", "blue"), ("35.0", "blue"), ("34.9", "amber"), ("25.0", "amber"), ("24.9", "red")],
)
def test_a_deviation_at_the_limit_is_not_below_it(percent, colour, shipped):
    assert colour_on(project_with(D(percent)), END) == colour


@pytest.mark.parametrize(
    ("days", "colour"), [(0, None), (1, "blue"), (15, "blue"), (16, "amber"), (30, "amber"), (31, "red")]
)
def test_a_late_milestone(days, colour, shipped):
    project = project_with()
    MilestoneFactory(project=project, planned_on=END - timedelta(days=days), approved_on=END - timedelta(days=days))
    assert colour_on(project, END) == colour


@pytest.mark.parametrize(("on", "colour"), [(date(2026, 9, 30), None), (date(2026, 10, 1), "red")])
def test_works_not_begun_by_the_day(on, colour, shipped):
    waiting = project_with(first_works_date=None, status="tendering")
    assert colour_on(waiting, on) == colour


def test_built_and_withdrawn_projects_are_not_warned(shipped):
    project_with(D("10"), works_complete_date=END - timedelta(days=1), status="completed")
    project_with(first_works_date=None, status="removed")
    assert raise_due(date(2026, 12, 1)) == 0


def test_what_a_warning_says(shipped, people):
    project = project_with(D("24.00"))
    friday = date(2026, 6, 5)
    assert raise_due(friday) == 1
    warning = project.warnings.get()
    # 5 June: 95 of 200 days would be planned, but what was verified is true at the end of May: 90 days, 45 %
    assert warning.words == "截至 05月31日，形象进度 24.0%，计划 45.0%，落后 21.0 个百分点"
    assert warning.numbers == {"percent": "24.0", "planned": "45.0", "deviation": "-21.0", "on": "2026-05-31"}
    assert (warning.raised_on, warning.due_on) == (friday, date(2026, 6, 12))  # five working days
    assert raise_due(friday) == raise_due(friday + timedelta(days=3)) == 0


def test_a_worse_colour_takes_its_place_and_a_better_one_does_not(shipped, people):
    project = project_with(D("36"))
    assert colour_on(project, END) == "blue"
    warning = project.warnings.get()
    actions.answer(warning, by=people["street"], recover_by=timezone.localdate(), **ANSWER)
    ProgressReportFactory(project=project, period="2026-06", percent=D(38), state="verified")  # planned 60
    assert colour_on(project, date(2026, 6, 30)) == "red"
    warning.refresh_from_db()
    assert (project.warnings.count(), warning.state, warning.answer) == (1, "open", "")
    assert "雨季停工" in str(entries(warning)[0]["lines"]), "what was answered stays in the log"
    ProgressReportFactory(project=project, period="2026-07", percent=D(70), state="verified")  # planned 75.5
    assert colour_on(project, date(2026, 7, 31)) == "red"


def test_from_the_street_s_answer_to_the_evidence(shipped, people, as_, monkeypatch):
    project = project_with(D("36"))
    raise_due(END)
    warning = project.warnings.get()
    street, district = as_("street"), as_("district")
    assert "蓝色预警" in street.get(f"/projects/{project.pk}/").content.decode()
    assert "预警待答复" in street.get("/my-work/").content.decode()
    url = f"/warnings/{warning.pk}/"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: date(2026, 6, 2))
    late = street.post(url + "answer/", ANSWER | {"recover_by": "2026-06-01"})
    assert late.status_code == 409 and "赶上日期已经过了" in late.content.decode()
    assert street.post(url + "answer/", ANSWER | {"recover_by": "2026-06-30"}).status_code == 302
    assert district.post(url + "return/", {"reason": "写到每周"}).status_code == 302
    assert street.post(url + "answer/", ANSWER | {"recover_by": "2026-06-20"}).status_code == 302

    early = district.post(url + "close/", {"evidence": "复查"})
    assert early.status_code == 409 and "还不能解除：截至 05月31日，形象进度 36.0%" in early.content.decode()
    ProgressReportFactory(project=project, period="2026-06", percent=D(58), state="verified")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: date(2026, 7, 1))
    assert "证" not in district.post(url + "close/", {"evidence": ""}).headers.get("Location", "")
    warning.refresh_from_db()
    assert warning.state == "answered", "without evidence it stays"
    assert district.post(url + "close/", {"evidence": "6 月进展 58% 已核实"}).status_code == 302
    warning.refresh_from_db()
    assert (warning.state, warning.closed_on) == ("closed", date(2026, 7, 1))
    assert raise_due(date(2026, 7, 1)) == 0


def test_the_city_changes_a_rule_from_a_day_on(shipped, people):
    red = WarningRule.objects.get(colour="red", below__isnull=False)
    actions_of = {"by": people["city"], "valid_from": date(2026, 6, 15), "below": D("-15.0")}
    with pytest.raises(Refused, match="启用日期要晚于"):
        rules.adjust(red, **actions_of | {"valid_from": date(2020, 1, 1)})
    rules.adjust(red, **actions_of)
    project = project_with(D("28"))  # 17 points behind
    assert colour_on(project, date(2026, 6, 14)) == "amber"
    assert colour_on(project, date(2026, 6, 15)) == "red"
    assert rules.colour_of(D(-17), rules.rules_on(date(2026, 6, 14))) == "amber", "an old day is judged as it was"
    with pytest.raises(Refused, match="这条规则已从 2026年06月15日起停用"):
        rules.adjust(WarningRule.objects.get(pk=red.pk), **actions_of | {"valid_from": date(2026, 8, 1)})
    begun = WarningRule.objects.exclude(not_begun_by="").get()
    rules.adjust(begun, by=people["city"], valid_from=date(2026, 9, 1), stops=True)
    waiting = project_with(first_works_date=None, status="tendering")
    assert colour_on(waiting, date(2026, 10, 5)) is None


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_warn_once():
    warning_rules()
    for _ in range(6):
        project_with(D("20"))

    def run(_):
        try:
            return raise_due(END)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        raised = list(pool.map(run, range(2)))
    assert sum(raised) == 6 and ProjectWarning.objects.count() == 6
    assert connection.vendor == "postgresql"


def offered(client, url):
    return {name for name, _ in client.get(url).context["steps"]} & {"talk", "follow"}


def test_a_red_warning_is_talked_about_and_what_came_of_it_is_kept(shipped, people, as_, api_):
    warning = ProjectWarningFactory(project=project_with(D("20")), colour="red")
    blue = ProjectWarningFactory(project=project_with(D("36")), rule=warning.rule)
    url, today = f"/warnings/{warning.pk}/", timezone.localdate()
    said = {
        "held_on": str(today),
        "host": "周明",
        "guests": "甬江建工 王经理",
        "asked": "每周报",
        "due_on": str(today),
    }
    district, api = as_("district"), api_("district")
    assert "红色还没有约谈" in district.get("/warnings/").content.decode()
    refused = district.post(f"/warnings/{blue.pk}/talk/", said)
    assert refused.status_code == 409 and "红色预警才约谈" in refused.content.decode()
    ahead = district.post(url + "talk/", said | {"held_on": str(today + timedelta(days=1))})
    assert "日期不能在今天以后" in ahead.content.decode() and not warning.talks.exists()
    assert as_("street").post(url + "talk/", said).status_code == 403
    assert offered(district, url) == {"talk"} and offered(district, f"/warnings/{blue.pk}/") == set()
    assert api.post(f"/api/v1/project-warnings/{warning.pk}/follow/", {"result": "好了"}).json()["code"] == "no_talk"
    assert district.post(url + "talk/", said).status_code == 302
    assert offered(district, url) == {"follow"} and "约谈要求：每周报" in district.get(url + "follow/").content.decode()
    again = api.post(f"/api/v1/project-warnings/{warning.pk}/talk/", said, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "talked")
    page = as_("street").get(url).content.decode()
    assert "甬江建工 王经理" in page and "还没有登记" in page
    assert district.post(url + "follow/", {"result": "两个班组已进场"}).status_code == 302
    told = api.get(f"/api/v1/warning-talks/?warning={warning.pk}").json()["results"]
    assert [(t["result"], t["result_on"]) for t in told] == [("两个班组已进场", str(today))]
    assert api.get("/api/v1/warning-talks/?waiting=true").json()["count"] == 0
    assert api.get("/api/v1/project-warnings/?talked=true").json()["count"] == 1
    assert api_("street2").get("/api/v1/warning-talks/").json()["count"] == 0
