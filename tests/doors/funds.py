"""Money of one's own projects; firms see that of theirs and enter none."""

from tests.factories_works import FundEntryFactory


def furnish(end, community, person):
    return {f"fund{end}": FundEntryFactory(project=community.projects.first()).pk}


ROW = {"source": "city", "year": "2026", "kind": "arrived", "amount": "300", "dated_on": "2026-05-01"}
OF = ROW | {"project": "{project}"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("funds/",                                    "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("funds/entries/",                            "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("funds/entries/export/",                     "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("projects/{project}/funds/",                 "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{project}/funds/new/",             "post",  ROW,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/fund-entries/",                      "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/fund-entries/",                      "json",  OF,     [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/fund-entries/{fund2}/",              "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/figures/funds/",                     "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
FIRMS = {
    ("rows", "funds/entries/"): (0, 1),
    ("get", "projects/{project}/funds/"): (404, 200),
    ("post", "projects/{project}/funds/new/"): (404, 403),
    ("rows", "api/v1/fund-entries/"): (0, 1),
    ("json", "api/v1/fund-entries/"): (400, 403),
}
