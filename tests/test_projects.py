"""Projects: the life cycle, what is refused, and that communities stand where their project stands."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from communities.register.stages import Stage
from core.errors import Refused
from core.models import Change
from projects.models import Project
from projects.register import actions as register
from projects.stages import actions
from tests.factories import AreaFactory, CommunityFactory, ProjectFactory, RenovationUnitFactory
from tests.factories_works import waive

STEPS = [
    (actions.prepare, {}, "preliminary"),
    (actions.tender, {}, "tendering"),
    (actions.start, {"first_works_date": date(2026, 4, 1)}, "started"),
    (actions.suspend, {"reason": "管线迁改"}, "suspended"),
    (actions.resume, {}, "in_progress"),
    (actions.complete, {"date": date(2026, 9, 1)}, "completed"),
    (actions.accept, {"date": date(2026, 9, 20)}, "accepted"),
    (actions.hand_over, {"date": date(2026, 10, 1)}, "handed_over"),
    (actions.warrant, {}, "warranty"),
    (actions.close, {}, "closed"),
]
PLAN = {
    "name": "双桥新村改造项目",
    "plan_year": 2026,
    "planned_start": date(2026, 3, 1),
    "planned_finish": date(2026, 11, 30),
    "budget": Decimal("1200.00"),
}


def refused(code, action, *args, **kwargs):
    """The action is refused with this code, and neither a row nor a log line is left behind."""
    before = sorted(Project.objects.values_list("pk", "version", "status")), Change.objects.count()
    with pytest.raises(Refused) as caught:
        action(*args, **kwargs)
    assert caught.value.code == code
    assert (sorted(Project.objects.values_list("pk", "version", "status")), Change.objects.count()) == before


def states(project):
    return {c.status for c in project.communities.all()}


def test_a_project_goes_its_way_and_its_communities_with_it(people):
    by, estates = people["district"], CommunityFactory.create_batch(2)
    project = register.create(by=by, communities=estates, area=estates[0].area, **PLAN)
    assert (project.status, states(project)) == ("planned", {"planned"})
    assert {c.plan_year for c in project.communities.all()} == {2026}
    waive(project)
    for action, typed, status in STEPS:
        if action is actions.accept:
            Project.objects.update(percent=100)
        project = action(project, by=by, **typed)
        assert (project.status, states(project)) == (status, {status})
    assert (project.first_works_date, project.acceptance_date) == (date(2026, 4, 1), date(2026, 9, 20))
    log = Change.objects.filter(target_type="projects.Project").order_by("pk")
    assert [c.act for c in log] == [
        "project.create", "project.prepare", "project.tender", "project.start", "project.suspend", "project.resume",
        "project.complete", "project.accept", "project.hand_over", "project.warrant", "project.close",
    ]  # fmt: skip
    assert log.get(act="project.suspend").note == "管线迁改"


@pytest.mark.parametrize("stage", [s for s in Stage if s not in ("survey", "pool")])
def test_every_act_that_the_table_does_not_allow_is_refused(stage, people):
    project = ProjectFactory(status=stage, first_works_date=date(2026, 4, 1), percent=100)
    allowed = Project.LIFECYCLE.acts_from(project)
    for act in [a for a in Act if a.startswith("project.") and a not in (Act.PROJECT_CREATE, Act.PROJECT_EDIT)]:
        if act not in allowed:
            refused("wrong_state", actions.step, project, act, by=people["city"])


def test_not_accepted_before_all_is_done(people):
    project = ProjectFactory(status="completed", percent=Decimal("99.9"), works_complete_date=date(2026, 9, 1))
    refused("gate_closed", actions.accept, waive(project), by=people["district"], date=date(2026, 9, 20))


def test_nothing_happens_tomorrow(people):
    tomorrow, by = timezone.localdate() + timedelta(days=1), people["district"]
    tendering, building = waive(ProjectFactory(status="tendering")), waive(ProjectFactory(building=True))
    refused("future_date", actions.start, tendering, by=by, first_works_date=tomorrow)
    refused("future_date", actions.complete, building, by=by, date=tomorrow)


def test_dates_stand_in_order(people):
    building = waive(ProjectFactory(building=True))
    with pytest.raises(ValidationError, match="完工日期不能早于实际进场日期"):
        actions.complete(building, by=people["district"], date=date(2026, 3, 31))
    assert Project.objects.get().status == "in_progress"


@pytest.mark.parametrize("action", [actions.suspend, actions.remove])
def test_a_reason_is_needed(action, people):
    refused("needs_reason", action, ProjectFactory(), by=people["district"], reason="  ")


def test_a_withdrawn_project_returns_its_communities_to_the_pool(people):
    estate = CommunityFactory()
    project = register.create(by=people["city"], communities=[estate], area=estate.area, **PLAN)
    actions.remove(project, by=people["city"], reason="列入征收")
    estate.refresh_from_db()
    assert (estate.status, estate.plan_year) == ("pool", None)
    again = register.create(by=people["city"], communities=[estate], area=estate.area, **PLAN)
    assert states(again) == {"planned"}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("no_communities", {"communities": []}),
        ("other_district", {"communities": "foreign"}),
        ("other_district", {"unit": "foreign"}),
        ("in_other_project", {"communities": "taken"}),
    ],
)
def test_what_cannot_be_a_project(code, change, people):
    street, foreign = AreaFactory(), AreaFactory(code="330212012")
    offers = {
        "communities": {
            "foreign": lambda: [CommunityFactory(area=foreign)],
            "taken": lambda: [ProjectFactory().communities.get()],
        },
        "unit": {"foreign": lambda: RenovationUnitFactory(area=foreign)},
    }
    made = {k: offers[k][v]() if v else v for k, v in change.items()}
    values = PLAN | {"area": street, "communities": [CommunityFactory()]} | made
    refused(code, register.create, by=people["city"], **values)
    assert set(Community.objects.values_list("status", flat=True)) <= {"pool"}


def test_a_district_makes_projects_at_home_only_and_a_street_none(people):
    here, there = CommunityFactory(), CommunityFactory(area=AreaFactory(code="330212012"))
    for who, estate in (("street", here), ("district", there), ("auditor", here), ("sysadmin", here)):
        with pytest.raises(PermissionDenied):
            register.create(by=people[who], communities=[estate], area=estate.area, **PLAN)
    assert not Project.objects.exists()


def test_communities_change_until_the_works_begin(people):
    by, (a, b) = people["district"], CommunityFactory.create_batch(2)
    project = register.create(by=by, communities=[a], area=a.area, **PLAN)
    project = register.edit(project, by=by, communities=[b], plan_year=2027)
    a.refresh_from_db(), b.refresh_from_db()
    assert [(c.status, c.plan_year) for c in (a, b)] == [("pool", None), ("planned", 2027)]
    actions.prepare(waive(project), by=by)
    actions.tender(project, by=by)
    project = actions.start(project, by=by, first_works_date=date(2026, 4, 1))
    refused("under_works", register.edit, project, by=by, communities=[a])
    refused("under_works", register.edit, project, by=by, plan_year=2026)
    assert register.edit(project, by=by, contractor="甬建集团").contractor == "甬建集团"


def test_a_stale_edit_is_refused(people):
    project = ProjectFactory()
    register.edit(project, by=people["district"], version=0, owner="白云街道办事处")
    refused("stale", register.edit, project, by=people["city"], version=0, owner="区住建局")


def together(*calls):
    """Run calls at the same moment in threads; what each gave or raised."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait(10)
            results[place] = call()
        except Exception as error:  # noqa: BLE001 (the test looks at it)
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def codes(results):
    return sorted(r.code if isinstance(r, Refused) else type(r).__name__ for r in results)


@pytest.mark.django_db(transaction=True)
def test_two_officers_accept_at_once(people):
    project = ProjectFactory(status="completed", percent=100, first_works_date=date(2026, 4, 1))
    Project.objects.update(works_complete_date=date(2026, 9, 1))
    waive(project)
    call = lambda who: lambda: actions.accept(project, by=people[who], date=date(2026, 9, 20))  # noqa: E731
    assert codes(together(call("city"), call("district"))) == ["Project", "wrong_state"]
    assert Change.objects.filter(act="project.accept", target_type="projects.Project").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_take_the_same_community_at_once(people):
    estate = CommunityFactory()
    call = lambda who: lambda: register.create(by=people[who], communities=[estate], area=estate.area, **PLAN)  # noqa: E731
    assert codes(together(call("city"), call("district"))) == ["Project", "in_other_project"]
    assert Project.objects.count() == 1
