"""Assessments are seen with their community; a district confirms."""

from tests.factories import AssessmentFactory, CompletenessItemFactory


def furnish(end, community, person):
    CompletenessItemFactory()
    full = {"5": {"status": "", "measured": "120", "evidence": ""}}
    AssessmentFactory(community=community, state="confirmed", answers=full)
    return {f"assessment{end}": AssessmentFactory(community=community, round=2, answers=full).pk}


NEXT = {"community": "{community}"}
SAYS = {"answers": {"5": {"measured": "90"}}}
FAR = {"area": "330212"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("communities/{community}/completeness/",     "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("communities/{community}/completeness/start/", "post", {},    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("assessments/{assessment}/",                 "get",   {},     [302, 302, 302, 404, 302, 404, 404, 404, 302]),
    ("assessments/{assessment}/edit/",            "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("assessments/{assessment2}/edit/",           "post",  {},     [302, 404, 404, 302, 403, 404, 404, 404, 302]),
    ("assessments/{assessment}/confirm/",         "post",  {},     [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("assessments/{assessment2}/history/",        "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("gaps/",                                     "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("gaps/",                                     "get",   FAR,    [200, 404, 404, 404, 200, 404, 404, 404, 302]),
    ("gaps/5/",                                   "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("api/v1/communities/{community}/completeness/", "get", {},    [200, 200, 200, 404, 200, 404, 404, 404, 401]),
    ("api/v1/figures/gaps/",                      "rows",  {},     [  1,   1,   1,   1,   1, 404, 404, 404, 401]),
    ("api/v1/assessments/",                       "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   2]),
    ("api/v1/assessments/",                       "json",  NEXT,   [409, 409, 409, 400, 403, 400, 400, 400, 401]),
    ("api/v1/assessments/{assessment2}/",         "patch", SAYS,   [200, 404, 404, 200, 403, 404, 404, 404, 404]),
    ("api/v1/assessments/{assessment}/confirm/",  "json",  {},     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
