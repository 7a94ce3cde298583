"""改造倡议: the street reviews and answers; visitors see what is published; households come with their cards."""

from datetime import date

from tests.factories import RollRowFactory
from tests.factories_voices import InitiativeFactory

OPEN = {"state": "signing", "public_why": "不安全", "households": 20, "needed": 4, "published_on": date(2026, 6, 1)}
REACHED = OPEN | {"state": "reached", "reached_on": date(2026, 7, 1), "answer_due_on": date(2026, 7, 20)}


def furnish(end, community, person):
    def made(room, **values):
        return InitiativeFactory(row=RollRowFactory(community=community, room=room), **values).pk

    return {
        f"i_filed{end}": made("801室"),
        f"i_open{end}": made("802室", **OPEN),
        f"i_reached{end}": made("803室", **REACHED),
    }


SAID, NOTHING, LATE = {"answer": "已列入"}, {}, {"overdue": "true"}
TO = SAID | {"office": "区城管局"}
#    door                                          method   data     city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("initiatives/",                               "rows",  {},      [  6,   3,   3,   3,   6,   0,   0,   0, 302]),
    ("initiatives/{i_filed2}/",                    "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("initiatives/{i_filed2}/history/",            "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("initiatives/{i_filed}/publish/",             "post",  {},      [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("c/{code}/initiatives/",                      "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("c/{code}/initiatives/{i_open}/",             "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("c/{code}/initiatives/{i_filed}/",            "get",   {},      [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("h/initiatives/",                             "get",   {},      [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/initiatives/new/",                         "get",   {},      [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/initiatives/{i_open}/",                    "get",   {},      [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("api/v1/initiatives/",                        "rows",  {},      [  6,   3,   3,   3,   6,   0,   0,   0,   4]),
    ("api/v1/initiatives/",                        "rows",  LATE,    [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/initiatives/{i_filed2}/",             "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/initiatives/{i_filed}/publish/",      "json",  NOTHING, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/initiatives/{i_filed}/refuse/",       "json",  SAID,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/initiatives/{i_reached}/plan/",       "json",  SAID,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/initiatives/{i_reached}/refer/",      "json",  TO,      [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/initiatives/{i_open}/decline/",       "json",  SAID,    [409, 409, 409, 404, 403, 404, 404, 404, 401]),
]  # fmt: skip
