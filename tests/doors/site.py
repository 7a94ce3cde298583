"""The log of a site: a firm of the project writes its own, offices read."""

from projects.models import Party, Project
from tests.factories_works import PartyFactory, SiteLogFactory


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    party = PartyFactory(project=project, role=Party.Role.SUPERVISOR)
    return {f"logged{end}": project.pk, f"site_log{end}": SiteLogFactory(project=project, party=party).pk}


LOG = {"day": "2026-06-03", "works": "北区主路开挖", "people": "12"}
LOG_AT = LOG | {"project": "{logged}"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("projects/{logged}/site-logs/",              "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{logged}/site-logs/new/",          "post",  LOG,     [403, 403, 403, 404, 403, 404, 404, 404, 302]),
    ("site-logs/{site_log2}/",                    "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("site-logs/{site_log}/edit/",                "post",  LOG,     [403, 403, 403, 404, 403, 404, 404, 404, 302]),
    ("api/v1/site-logs/",                         "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/site-logs/",                         "json",  LOG_AT,  [403, 403, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/site-logs/{site_log2}/",             "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/site-logs/{site_log}/",              "patch", LOG,     [403, 403, 403, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
FIRMS = {
    ("get", "projects/{logged}/site-logs/"): (404, 200),
    ("post", "projects/{logged}/site-logs/new/"): (404, 302),
    ("post", "site-logs/{site_log}/edit/"): (404, 403),
    ("rows", "api/v1/site-logs/"): (0, 1),
    ("json", "api/v1/site-logs/"): (400, 201),
    ("patch", "api/v1/site-logs/{site_log}/"): (404, 403),
}
