"""What waits for whom: every source lists what it should, oldest first, and links to where it is done."""

from datetime import date

import pytest

from core import waiting
from tests.factories import ProgressReportFactory, ProjectFactory, SurveyFactory


def kinds(user):
    return {source.title: [todo.title for todo in own] for source, own in waiting.todos(user).items()}


def test_what_waits_goes_to_those_who_may_do_it(people):
    project = ProjectFactory(building=True, name="双桥项目")
    ProgressReportFactory(project=project, period="2026-09", state="submitted")
    ProgressReportFactory(project=project, period="2026-10", state="returned", return_reason="核对外墙")
    SurveyFactory(state="submitted")
    assert set(kinds(people["district"])) == {"进展待核实", "进展被退回", "调查待核对"}
    assert kinds(people["street"]) == {"进展被退回": ["双桥项目 2026-10"]}
    assert kinds(people["street2"]) == kinds(people["auditor"]) == kinds(people["sysadmin"]) == {}


def test_the_page_shows_the_oldest_first_and_one_kind_alone(people, as_):
    for day, name in ((date(2026, 9, 9), "后到"), (date(2026, 8, 1), "先到")):
        report = ProgressReportFactory(project=ProjectFactory(building=True, name=name), state="submitted")
        type(report).objects.filter(pk=report.pk).update(updated_at=f"{day}T08:00:00+08:00")
    SurveyFactory(state="submitted")
    client = as_("district")
    titles = [todo.title for todo, _ in client.get("/my-work/").context["items"]]
    assert [title[:2] for title in titles[:2]] == ["先到", "后到"] and len(titles) == 3
    assert len(client.get("/my-work/?kind=调查待核对").context["items"]) == 1


@pytest.mark.parametrize("count", [3, 40])
def test_the_page_costs_the_same_for_3_and_40(count, people, as_, django_assert_max_num_queries):
    for _ in range(count):
        ProgressReportFactory(project=ProjectFactory(building=True), state="submitted")
    client = as_("district")
    client.get("/my-work/")
    with django_assert_max_num_queries(10 + len(waiting.SOURCES)):  # a statement a source
        client.get("/my-work/")
