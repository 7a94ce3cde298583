"""居民监督: the office appoints and publishes, the project's contractor answers, visitors read the log."""

from core import thresholds
from projects.models import Project
from resident_participation.reference import DATA
from tests.factories import AttachmentFactory
from tests.factories_shared import ResidentSupervisorFactory, SupervisionReplyFactory, SupervisionReportFactory
from tests.factories_works import DefectKindFactory


def furnish(end, community, person):
    thresholds.load(DATA / "participation_thresholds.csv")
    DefectKindFactory()
    project = Project.objects.filter(communities=community).first()
    supervisor = ResidentSupervisorFactory(project=project)
    report = SupervisionReportFactory(supervisor=supervisor, channel="desk")
    told = SupervisionReportFactory(supervisor=supervisor, state="answered")
    return {
        f"w_project{end}": project.pk,
        f"w_community{end}": community.pk,
        f"w_code{end}": community.code,
        f"w_who{end}": supervisor.pk,
        f"w_report{end}": report.pk,
        f"w_told{end}": told.pk,
        f"w_reply{end}": SupervisionReplyFactory(report=told).pk,
        f"w_photo{end}": AttachmentFactory(target=report).pk,
    }


SAY = {"text": "已重做", "public_text": "已重做"}
LOOKED = {"public": "1", "looked": "1"}
KIND, FIXED = {"kind": "roof1"}, {"fixed": "yes", "said": "看过了"}
WHO = {
    "community": "{w_community}", "name": "李四", "chosen_how": "council", "meeting": "议事会",
    "chosen_on": "2026-03-02", "declared_on": "2026-03-02", "starts_on": "2026-04-01", "ends_on": "2026-12-31",
}  # fmt: skip
WHO_AT = WHO | {"project": "{w_project}"}
END, WHY = {"date": "2026-11-01", "reason": "搬走"}, {"reason": "通知培训"}
#    door                                             method  data     city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("supervision/",                                  "rows", {},     [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("supervision/{w_report2}/",                      "get",  {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("supervision/{w_report}/answer/",                "post", SAY,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("supervision-replies/{w_reply}/publish/",        "post", SAY,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("supervision-photos/{w_photo}/publish/",         "post", LOOKED, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("projects/{w_project2}/supervision/",            "get",  {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("projects/{w_project}/supervision/new/",         "get",  {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("projects/{w_project}/supervisors/new/",         "post", WHO,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("supervisors/{w_who}/end/",                      "post", END,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("supervisors/{w_who}/reveal/",                   "post", WHY,    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("h/supervise/",                                  "get",  {},     [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/supervise/{w_who}/new/",                      "post", {},     [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/supervise/reports/{w_told}/",                 "post", FIXED,  [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("c/{w_code}/supervision/",                       "get",  {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/supervision-reports/",                   "rows", {},     [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/supervision-reports/{w_report2}/",       "get",  {},     [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/supervision-reports/{w_report}/answer/", "json", SAY,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/supervision-reports/{w_report}/inspect/", "json", KIND,  [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/supervision-reports/{w_told}/settle/",   "json", FIXED,  [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/resident-supervisors/",                  "rows", {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/resident-supervisors/",                  "json", WHO_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/resident-supervisors/{w_who2}/",         "get",  {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/resident-supervisors/{w_who}/end/",      "json", END,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
# The contractor sees the reports of his project and answers; the supervisors' names and terms are not his to see.
FIRMS = {
    ("rows", "supervision/"): (0, 2),
    ("post", "supervision/{w_report}/answer/"): (404, 302),
    ("post", "supervision-replies/{w_reply}/publish/"): (404, 403),
    ("post", "supervision-photos/{w_photo}/publish/"): (404, 403),
    ("get", "projects/{w_project}/supervision/new/"): (404, 403),
    ("post", "projects/{w_project}/supervisors/new/"): (404, 403),
    ("rows", "api/v1/supervision-reports/"): (0, 2),
    ("json", "api/v1/supervision-reports/{w_report}/answer/"): (404, 200),
    ("json", "api/v1/supervision-reports/{w_report}/inspect/"): (404, 403),
    ("json", "api/v1/supervision-reports/{w_told}/settle/"): (404, 403),
}
