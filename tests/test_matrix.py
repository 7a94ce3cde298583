"""Who gets what from every door of the house. One row per door; a door without a row fails.

The world has one of everything in 海曙区白云街道 (`street`) and one of most in 鄞州区东柳街道 (`street2`), so that
every list has a row that somebody must not see. "rows" counts what a list shows; a foreign record is 404, an act
without the right 403.
"""

from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings
from django.urls import get_resolver, resolve
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from accounts.models import Organisation
from accounts.policy import Role
from core.actors import SYSTEM
from core.models import Import
from core.throttles import Visitors
from projects.models import Project
from reports.actions import issue
from reports.models import Kind
from tests import doors as subjects
from tests.conftest import appoint_all
from tests.factories import (
    AppointmentFactory,
    AreaFactory,
    CommunityFactory,
    FeedbackCategoryFactory,
    FeedbackFactory,
    JobFactory,
    ManagementOrgFactory,
    ProgrammeFactory,
    ProgressPhotoFactory,
    ProgressReportFactory,
    ProjectFactory,
    RenovationUnitFactory,
    ThresholdFactory,
    UserFactory,
    YearTargetFactory,
)
from tests.factories_works import OrganisationFactory, PartyFactory, waive

ACTORS = ["city", "district", "street", "street2", "auditor", "sysadmin", "secadmin", "auditadmin", "visitor"]
OWN, OTHER = "330203006", "330212012"


def make_import(by):
    imported = Import(kind="communities", by=by, area_code=by.main_area.pk, filename="台账.xlsx", state="ready")
    imported.counts = {"new": 1, "changed": 0, "unchanged": 0, "rejected": 1}
    imported.file.save("a.xlsx", ContentFile(b"x"), save=False)
    imported.rejected_file.save("r.xlsx", ContentFile(b"x"), save=False)
    imported.save()
    return imported


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker, tmp_path_factory):
    """The cast and the world, made once for all doors and undone afterwards; every visit is undone by itself."""
    place = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=place), transaction.atomic():
        cast = appoint_all()
        yield cast, furnish(cast)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """So many doors in a minute would look like an attack."""
    monkeypatch.setattr(Visitors, "rate", "100000/minute", raising=False)


@pytest.fixture
def people(city, db):
    return dict(city[0])


@pytest.fixture
def world(city, db):
    return city[1]


def furnish(people):
    """{name: primary key or code} of one of everything; names that end in 2 are street2's."""
    ManagementOrgFactory(code="330203", name="海曙区", kind="district").areas.add("330203")
    FeedbackCategoryFactory()
    made = {}
    for end, street, who in (("", OWN, "street"), ("2", OTHER, "street2")):
        area = AreaFactory(code=street)
        community = CommunityFactory(area=area, name=f"小区{end}", status="in_progress")
        project = ProjectFactory(area=area, community=community, building=True)
        draft = ProgressReportFactory(project=project, period="2026-09", state="draft", reported_by=people[who])
        made |= {
            f"community{end}": community.pk,
            f"code{end}": community.code,
            f"unit{end}": RenovationUnitFactory(area=area).pk,
            f"project{end}": project.pk,
            f"planned{end}": waive(ProjectFactory(area=area, community__name=f"待建{end}")).pk,
            f"progress{end}": draft.pk,
            f"submitted{end}": ProgressReportFactory(project=project, period="2026-08", state="submitted").pk,
            f"photo{end}": ProgressPhotoFactory(report=draft).pk,
            f"feedback{end}": FeedbackFactory(community=community).pk,
            f"report{end}": issue(Kind.MONTHLY, "2026-09", area, by=SYSTEM)[0].pk,
            f"import{end}": make_import(people[who]).pk,
            f"job{end}": JobFactory(by=people[who]).pk,
        }
        made |= subjects.furnish(end, community, people[who])
    programme = ProgrammeFactory(area=AreaFactory(code="3302"))
    target = YearTargetFactory(programme=programme, area=AreaFactory(code="330203"))
    interval = IntervalSchedule.objects.create(every=60, period="seconds")
    return made | {
        "programme": programme.pk,
        "target": target.pk,
        "threshold": ThresholdFactory().pk,
        "account": UserFactory(username="newcomer").pk,
        "appointment": AppointmentFactory(user__username="posted", area=AreaFactory(code=OWN)).pk,
        "schedule": PeriodicTask.objects.create(name="x", task="core.tasks.seal_changes", interval=interval).pk,
    }


def rows(response):
    if response.status_code != 200:
        return response.status_code
    if "json" in response["content-type"]:
        return len(response.json()["results"])
    return len(response.context["object_list"])


METHODS = {
    "get": lambda client, url, data: client.get(url, data).status_code,
    "post": lambda client, url, data: client.post(url, data).status_code,
    "json": lambda client, url, data: client.post(url, data, "application/json").status_code,
    "patch": lambda client, url, data: client.patch(url, data, "application/json").status_code,
    "put": lambda client, url, data: client.put(url, data, "application/json").status_code,
    "rows": lambda client, url, data: rows(client.get(url, data)),
}
C = {"name": "新小区", "area": OWN, "built_year": 1990, "floor_area": "1000"}
DAY = {"date": "2026-11-01"}
NOTE = {"note": ""}
WHY = {"reason": "有原因"}
SEP = {"period": "2026-09"}
TICK = {"period": "2026-08", "report": "{submitted}"}
AUG = {"period": "2026-08"}
LIFT = {"code": "lift"}
HERE = {"area": "330203006"}
XLSX = {"as": "xlsx"}
SKIP = {"skip_rejected": "1"}
TIME = {"enabled": "1", "seconds": "60"}
TAB = {"list_name": "communities", "name": "老", "querystring": "q=1", "back": "/communities/"}
WRONG = {"username": "street", "password": "x"}
THERE = {"area": "330212012"}
COUNT = {"households": 1}
FIRM = {"contractor": "甲"}
FIRST = {"first_works_date": "2026-11-01"}
LOCK = {"period": "2026-08", "area": "330203"}
GOAL = {"communities": 3}
SAID = {"community": "{community}", "text": "灯"}
ORDER = {"area": "330203006", "kind": "monthly", "period": "2026-10"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
MATRIX = [
    ("",                                          "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("my-work/",                                  "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("healthz",                                   "get",   {},     [503, 503, 503, 503, 503, 503, 503, 503, 503]),
    ("sign-in/",                                  "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("sign-out/",                                 "post",  {},     [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("password/",                                 "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("accounts/",                                 "rows",  {},     [403, 403, 403, 403, 403,  10,  10, 403, 302]),
    ("accounts/new/",                             "get",   {},     [403, 403, 403, 403, 403, 200, 403, 403, 302]),
    ("accounts/{account}/",                       "get",   {},     [403, 403, 403, 403, 403, 200, 200, 403, 302]),
    ("accounts/{account}/reset-password/",        "post",  {},     [403, 403, 403, 403, 403, 200, 403, 403, 302]),
    ("accounts/{account}/appoint/",               "get",   {},     [403, 403, 403, 403, 403, 403, 200, 403, 302]),
    ("appointments/{appointment}/end/",           "post",  {},     [403, 403, 403, 403, 403, 403, 302, 403, 302]),
    ("audit/",                                    "get",   {},     [403, 403, 403, 403, 403, 403, 403, 200, 302]),
    ("communities/",                              "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("communities/export/",                       "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("communities/new/",                          "get",   {},     [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("communities/{community}/",                  "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("communities/{community2}/",                 "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("communities/{community}/edit/",             "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("communities/{community2}/edit/",            "post",  C,      [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("communities/{community}/history/",          "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("units/",                                    "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("units/new/",                                "get",   {},     [200, 200, 403, 403, 403, 403, 403, 403, 302]),
    ("units/{unit}/",                             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("units/{unit}/edit/",                        "get",   {},     [200, 200, 403, 404, 403, 404, 404, 404, 302]),
    ("units/{unit2}/history/",                    "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("plans/",                                    "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("plans/new/",                                "get",   {},     [200, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("plans/{programme}/edit/",                   "get",   {},     [200, 403, 403, 403, 403, 404, 404, 404, 302]),
    ("plans/{programme}/330203/2026/",            "get",   {},     [200, 403, 404, 404, 403, 404, 404, 404, 302]),
    ("projects/",                                 "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("projects/new/",                             "get",   {},     [200, 200, 403, 403, 403, 403, 403, 403, 302]),
    ("projects/{project}/",                       "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{project2}/",                      "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("projects/{project}/edit/",                  "get",   {},     [200, 200, 403, 404, 403, 404, 404, 404, 302]),
    ("projects/{project}/history/",               "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{project}/progress/2026-10/",      "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("projects/{planned}/prepare/",               "post",  NOTE,   [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("projects/{project2}/suspend/",              "post",  WHY,    [302, 404, 404, 403, 403, 404, 404, 404, 302]),
    ("progress/",                                 "rows",  SEP,    [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("progress/verify/",                          "post",  TICK,   [302, 302, 403, 403, 403, 403, 403, 403, 302]),
    ("progress/lock/",                            "post",  AUG,    [302, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("progress/{progress}/",                      "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("progress/{progress2}/",                     "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("progress/{progress}/photos/",               "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("progress/{progress}/submit/",               "post",  {},     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("progress/{submitted}/verify/",              "post",  {},     [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("progress/photos/{photo}/",                  "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("progress/photos/{photo2}/",                 "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("progress/photos/{photo}/remove/",           "post",  {},     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("c/",                                        "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("c/{code}/",                                 "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("reports/",                                  "rows",  {},     [ 12,   6,   6,   6,  12,   0,   0,   0, 302]),
    ("reports/issue/",                            "post",  HERE,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("reports/warning-rules/",                    "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("reports/{report}/",                         "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("reports/{report2}/",                        "get",   XLSX,   [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("imports/",                                  "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("imports/upload/",                           "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("imports/template/communities/",             "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("imports/{import}/",                         "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("imports/{import2}/",                        "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("imports/{import}/progress/",                "get",   {},     [286, 286, 286, 404, 286, 404, 404, 404, 302]),
    ("imports/{import}/columns/",                 "post",  {},     [404, 404, 302, 404, 404, 404, 404, 404, 302]),
    ("imports/{import}/commit/",                  "post",  SKIP,   [403, 403, 302, 404, 403, 404, 404, 404, 302]),
    ("imports/{import}/rejected/",                "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("jobs/",                                     "rows",  {},     [  0,   0,   1,   1,   0,   2,   0,   0, 302]),
    ("jobs/{job}/",                               "get",   {},     [404, 404, 200, 404, 404, 200, 404, 404, 302]),
    ("jobs/{job2}/",                              "get",   {},     [404, 404, 404, 200, 404, 200, 404, 404, 302]),
    ("jobs/{job}/progress/",                      "get",   {},     [404, 404, 200, 404, 404, 200, 404, 404, 302]),
    ("jobs/{job}/file/",                          "get",   {},     [404, 404, 404, 404, 404, 404, 404, 404, 302]),
    ("schedules/",                                "get",   {},     [403, 403, 403, 403, 403, 200, 403, 403, 302]),
    ("schedules/{schedule}/edit/",                "post",  TIME,   [403, 403, 403, 403, 403, 302, 403, 403, 302]),
    ("thresholds/",                               "rows",  LIFT,   [  1,   1,   1,   1,   1,   1,   1,   1, 302]),
    ("thresholds/lift.storeys/",                  "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("thresholds/lift.storeys/adjust/",           "get",   {},     [200, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("saved-filters/",                            "post",  TAB,    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("api/v1/auth/token/",                        "post",  WRONG,  [401, 401, 401, 401, 401, 401, 401, 401, 401]),
    ("api/v1/figures/plan/",                      "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 401]),
    ("api/v1/figures/plan/",                      "get",   THERE,  [200, 404, 404, 200, 200, 404, 404, 404, 401]),
    ("api/v1/schema/",                            "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/docs/",                              "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/areas/",                             "rows",  {},     [  5,   2,   1,   1,   5,   0,   0,   0,   5]),
    ("api/v1/areas/330203006/",                   "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 200]),
    ("api/v1/communities/",                       "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/communities/",                       "json",  C,      [201, 201, 201, 403, 403, 403, 403, 403, 401]),
    ("api/v1/communities/{community}/",           "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 200]),
    ("api/v1/communities/{community2}/",          "patch", COUNT,  [200, 404, 404, 200, 403, 404, 404, 404, 401]),
    ("api/v1/communities/{community}/",           "patch", COUNT,  [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/units/",                             "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/units/{unit2}/",                     "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/projects/",                          "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/projects/{project}/",                "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 200]),
    ("api/v1/projects/{project2}/",               "patch", FIRM,   [200, 404, 404, 403, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{planned}/prepare/",        "json",  {},     [200, 200, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/tender/",         "json",  {},     [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/start/",          "json",  FIRST,  [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    # its hidden work is not signed (doors/acceptance), which nobody may waive
    ("api/v1/projects/{project}/complete/",       "json",  DAY,    [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/accept/",         "json",  DAY,    [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/hand-over/",      "json",  DAY,    [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/warrant/",        "json",  {},     [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/close/",          "json",  {},     [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/suspend/",        "json",  WHY,    [200, 200, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{project}/resume/",         "json",  {},     [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/projects/{planned}/remove/",         "json",  WHY,    [200, 200, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/progress/",                          "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   0]),
    ("api/v1/progress/lock-period/",              "json",  LOCK,   [200, 403, 404, 404, 403, 404, 404, 404, 401]),
    ("api/v1/progress/{progress2}/",              "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/progress/{progress}/submit/",        "json",  {},     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/progress/{submitted}/verify/",       "json",  {},     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/progress/{submitted}/return/",       "json",  WHY,    [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/progress/{submitted}/lock/",         "json",  {},     [409, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/progress/{submitted}/revise/",       "json",  WHY,    [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/progress/{progress}/photos/",        "post",  {},     [400, 400, 400, 404, 400, 404, 404, 404, 404]),
    ("api/v1/programmes/",                        "rows",  {},     [  1,   1,   1,   1,   1,   0,   0,   0,   1]),
    ("api/v1/programmes/{programme}/",            "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 200]),
    ("api/v1/targets/",                           "rows",  {},     [  1,   1,   0,   0,   1,   0,   0,   0,   1]),
    ("api/v1/targets/{target}/",                  "patch", GOAL,   [200, 403, 404, 404, 403, 404, 404, 404, 401]),
    ("api/v1/feedback/",                          "json",  SAID,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/reports/",                           "rows",  {},     [ 12,   6,   6,   6,  12,   0,   0,   0,   0]),
    ("api/v1/reports/",                           "json",  ORDER,  [202, 202, 202, 404, 403, 404, 404, 404, 401]),
    ("api/v1/reports/{report}/",                  "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/reports/{report2}/document/",        "get",   XLSX,   [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/imports/",                           "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/imports/{import}/",                  "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/imports/{import}/commit/",           "json",  SKIP,   [403, 403, 202, 404, 403, 404, 404, 404, 404]),
    ("api/v1/imports/{import2}/rejected/",        "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/thresholds/",                        "rows",  LIFT,   [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/thresholds/{threshold}/",            "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/jobs/",                              "rows",  {},     [  0,   0,   1,   1,   0,   2,   0,   0,   0]),
    ("api/v1/jobs/{job2}/",                       "get",   {},     [404, 404, 404, 200, 404, 200, 404, 404, 404]),
]  # fmt: skip
MATRIX += subjects.DOORS


def filled(value, world):
    if isinstance(value, list):
        return [filled(one, world) for one in value]
    return value.format(**world) if isinstance(value, str) else value


def enter(client, method, url, data):
    """One visit, undone afterwards."""
    with transaction.atomic():
        got = METHODS[method](client, url, data)
        transaction.set_rollback(True)
    return got


@pytest.mark.parametrize(("door", "method", "data", "expected"), MATRIX, ids=[f"{m[1]} {m[0]}" for m in MATRIX])
def test_who_may_enter(door, method, data, expected, world, as_, api_):
    url = "/" + door.format(**world)
    values = {k: filled(v, world) for k, v in data.items()}
    client = api_ if door.startswith("api/") else as_
    got = [enter(client(actor), method, url, values) for actor in ACTORS]
    assert dict(zip(ACTORS, got, strict=True)) == dict(zip(ACTORS, expected, strict=True))


@pytest.fixture
def firms(world, people):
    """An operator with a special work and a contractor with a project in 白云街道."""
    project = Project.objects.get(pk=world["works_project"])
    owner = Organisation.objects.get(name="兴光燃气")
    builder = PartyFactory(project=project, role=Role.CONTRACTOR, organisation=OrganisationFactory(name="甬江建工"))
    for name, role, firm in (("operator", Role.UTILITY, owner), ("contractor", Role.CONTRACTOR, builder.organisation)):
        post = AppointmentFactory(user__username=name, role=role, area=None, organisation=firm)
        people[name] = post.user
    return ["operator", "contractor"]


@pytest.mark.parametrize(("door", "method", "data", "expected"), MATRIX, ids=[f"{m[1]} {m[0]}" for m in MATRIX])
def test_what_firms_may_enter(door, method, data, expected, world, firms, as_, api_):
    """Firms see what concerns their organisation, at every other door as little as the audit administrator sees."""
    url = "/" + door.format(**world)
    values = {k: filled(v, world) for k, v in data.items()}
    client = api_ if door.startswith("api/") else as_
    got = tuple(enter(client(firm), method, url, values) for firm in firms)
    outsider = 403 if door == "audit/" else expected[7]
    theirs = subjects.FIRMS.get((method, door, *data), subjects.FIRMS.get((method, door)))
    assert got == (theirs or (outsider, outsider))


def doors(patterns, prefix=""):
    for p in patterns:
        path = prefix + str(p.pattern).removeprefix("^")
        if hasattr(p, "url_patterns"):
            yield from doors(p.url_patterns, path)
        else:
            yield path


class AnyKey(dict):
    def __missing__(self, name):
        return str(UUID(int=1)) if name.startswith("v_ballot") else "1"


def test_every_door_has_a_row():
    have = {resolve("/" + row[0].format_map(AnyKey())).route for row in MATRIX}
    assert set(doors(get_resolver().url_patterns)) - have == set()
