"""A street fills in, the district checks; nobody else sees it."""

from tests.factories import CatalogueItemFactory, SurveyFactory, SurveyQuestionFactory


def furnish(end, community, person):
    SurveyQuestionFactory()
    CatalogueItemFactory()
    full = {"B14": {"value": "poor", "note": ""}}
    old = community.surveys.get(round=1)  # made by the doors of files
    now = SurveyFactory(community=community, round=2, state="submitted" if end else "draft", answers=full)
    return {f"survey{end}": now.pk, f"old_survey{end}": old.pk}


FILL = {"v-B14": "good"}
BACK = {"return": "B14", "reason-B14": "补照片"}
SAYS = {"answers": {"B14": {"value": "fair"}}}
NEXT = {"community": "{community}"}
GOOD = {"answers": {"B14": {"value": "good"}}}
WHY = {"reasons": {"B14": "补照片"}}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("communities/{community}/surveys/",          "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("communities/{community}/surveys/start/",    "post",  {},     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("surveys/",                                  "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("surveys/export/",                           "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("surveys/worker.js",                         "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("surveys/{survey}/",                         "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("surveys/{survey2}/",                        "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("surveys/{survey}/save/",                    "post",  FILL,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("surveys/{survey}/merge/",                   "json",  SAYS,   [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("surveys/{survey2}/return/",                 "post",  BACK,   [302, 404, 404, 403, 403, 404, 404, 404, 302]),
    ("surveys/{survey2}/verify/",                 "post",  {},     [302, 404, 404, 403, 403, 404, 404, 404, 302]),
    ("surveys/{survey}/history/",                 "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("api/v1/surveys/",                           "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   0]),
    ("api/v1/surveys/",                           "json",  NEXT,   [409, 409, 409, 400, 403, 400, 400, 400, 401]),
    ("api/v1/surveys/{survey}/",                  "patch", GOOD,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/surveys/{old_survey2}/",             "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/surveys/{survey}/submit/",           "json",  {},     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/surveys/{survey2}/return/",          "json",  WHY,    [200, 404, 404, 403, 403, 404, 404, 404, 404]),
    ("api/v1/surveys/{survey2}/verify/",          "json",  {},     [200, 404, 404, 403, 403, 404, 404, 404, 404]),
    ("api/v1/survey-questions/",                  "rows",  {},     [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/survey-questions/B14/",              "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/catalogue-items/",                   "rows",  {},     [  2,   2,   2,   2,   2,   2,   2,   2,   2]),
    ("api/v1/catalogue-items/B14/",               "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
]  # fmt: skip
