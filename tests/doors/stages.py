"""A project's phases, documents, departments' opinions and exemptions."""

from projects.models import Project
from tests.factories_works import (
    DepartmentFactory,
    ExemptionFactory,
    OpinionFactory,
    ProjectDocumentFactory,
    ProjectPhaseFactory,
    RequiredDocumentFactory,
)


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    RequiredDocumentFactory(code="start_order", phase="start", name="监理开工令")
    DepartmentFactory(code="water", name="供水排水", accepts=True)
    return {
        f"document{end}": ProjectDocumentFactory(project=project).pk,
        f"phase{end}": ProjectPhaseFactory(project=project).pk,
        f"opinion{end}": OpinionFactory(project=project).pk,
        f"exemption{end}": ExemptionFactory(project=project).pk,
    }


WHEN = {"starts_on": "2026-02-01", "ends_on": "2026-02-20", "end_confirmed": "on"}
PAPER = {"requirement": "start_order", "number": "1", "dated_on": "2026-04-01"}
SAID = {"verdict": "agree", "given_on": "2026-02-20"}
WAIVE = {"check_code": "plan.issued", "basis": "区政府纪要"}
WHY = {"reason": "依据撤销"}
THERE = {"project": "{project}"}
P = {"project": "{project}", "requirement": "start_order", "dated_on": "2026-04-01"}
VOICE = {
    "project": "{project}",
    "occasion": "review",
    "department": "water",
    "verdict": "agree",
    "given_on": "2026-02-20",
}
W = {"project": "{project}", "phase": "review", "ends_on": "2026-02-20"}
NUMBER = {"number": "2"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("projects/{project}/phases/review/",         "post",  WHEN,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("projects/{project}/documents/new/",         "post",  PAPER,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("project-documents/{document}/",             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("project-documents/{document2}/edit/",       "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("projects/{project}/opinions/review/",       "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{project}/opinions/review/water/", "post",  SAID,   [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("projects/{project}/exempt/",                "post",  WAIVE,  [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("exemptions/{exemption}/withdraw/",          "post",  WHY,    [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("api/v1/projects/{project}/gates/",          "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 200]),
    ("api/v1/projects/{project}/exempt/",         "json",  WAIVE,  [200, 200, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/project-documents/",                 "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/project-documents/",                 "json",  P,      [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/project-documents/{document2}/",     "patch", NUMBER, [200, 404, 404, 200, 403, 404, 404, 404, 404]),
    ("api/v1/project-phases/",                    "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/project-phases/",                    "json",  W,      [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/project-phases/{phase2}/",           "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/opinions/",                          "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/opinions/",                          "json",  VOICE,   [201, 201, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/opinions/{opinion2}/",               "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
]  # fmt: skip
