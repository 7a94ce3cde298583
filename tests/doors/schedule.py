"""Milestones and baselines: the street plans and confirms, the district approves; firms of the project read."""

from datetime import date

from projects.models import Project
from tests.factories_works import MilestoneFactory, ScheduleBaselineFactory


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    return {
        f"milestone{end}": MilestoneFactory(project=project, weight=100, planned_on=date(2026, 11, 30)).pk,
        f"baseline_of_schedule{end}": ScheduleBaselineFactory(project=project).pk,
        f"timed{end}": project.pk,
    }


GRID = {"milestones": [{"id": None, "name": "完工", "weight": "100", "planned_on": "2026-11-20"}]}
APPROVE = {"starts_on": "2026-03-02", "approved_on": "2026-03-01", "approved_by": "周明", "reason": "顺延"}
OF = APPROVE | {"project": "{timed}"}
WHEN = {"expected_on": "2026-12-05"}
DONE = {"done_on": "2026-06-01"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("projects/{timed}/schedule/",                "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{timed}/milestones/",              "get",   {},      [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("projects/{timed}/baseline/approve/",        "post",  APPROVE, [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("milestones/",                               "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("milestones/{milestone2}/",                  "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("milestones/{milestone}/expect/",            "post",  WHEN,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("milestones/{milestone}/confirm/",           "post",  DONE,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/milestones/",                        "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/milestones/{milestone2}/",           "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/milestones/{milestone}/expect/",     "json",  WHEN,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/milestones/{milestone}/confirm/",    "json",  DONE,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/schedule-baselines/",                "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/schedule-baselines/",                "json",  OF,      [201, 201, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/schedule-baselines/{baseline_of_schedule2}/", "get", {}, [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/projects/{timed}/schedule/",         "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 401]),
    ("api/v1/projects/{timed}/schedule/",         "put",   GRID,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
]  # fmt: skip
FIRMS = {
    ("get", "projects/{timed}/schedule/"): (404, 200),
    ("get", "projects/{timed}/milestones/"): (404, 403),
    ("post", "projects/{timed}/baseline/approve/"): (404, 403),
    ("rows", "milestones/"): (0, 1),
    ("post", "milestones/{milestone}/expect/"): (404, 403),
    ("post", "milestones/{milestone}/confirm/"): (404, 403),
    ("rows", "api/v1/milestones/"): (0, 1),
    ("json", "api/v1/milestones/{milestone}/expect/"): (404, 403),
    ("json", "api/v1/milestones/{milestone}/confirm/"): (404, 403),
    ("rows", "api/v1/schedule-baselines/"): (0, 1),
    ("json", "api/v1/schedule-baselines/"): (400, 403),
    ("get", "api/v1/projects/{timed}/schedule/"): (404, 200),
    ("put", "api/v1/projects/{timed}/schedule/"): (404, 403),
}
