"""改造倡议: the street reviews and answers; visitors see what is published; households come with their cards."""

from datetime import date

from tests.factories_voices import InitiativeFactory

SHOWN = {"public_why": "不安全", "households": 20, "needed": 4, "published_on": date(2026, 6, 1)}
SHOWN |= {"reached_on": date(2026, 7, 1), "answer_due_on": date(2026, 7, 20)}
ANSWERED = {"answer": "好", "answered_on": date(2026, 7, 9)}


def furnish(end, community, person):
    row = community.roll.first()  # of tests.doors.cards: the matrix counts a roll's rows
    return {
        f"i_refused{end}": InitiativeFactory(row=row, state="refused", **ANSWERED).pk,
        f"i_planned{end}": InitiativeFactory(row=row, state="planned", **SHOWN, **ANSWERED).pk,
        f"i_reached{end}": InitiativeFactory(row=row, state="reached", **SHOWN).pk,
    }


SAID, NOTHING, LATE = {"answer": "已列入"}, {}, {"overdue": "true"}
TO = SAID | {"office": "区城管局"}
#    door                                          method   data     city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("initiatives/",                               "rows",  {},      [  6,   3,   3,   3,   6,   0,   0,   0, 302]),
    ("initiatives/{i_refused2}/",                  "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("initiatives/{i_refused2}/history/",          "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("initiatives/{i_reached}/plan/",              "post",  SAID,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("c/{code}/initiatives/",                      "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("c/{code}/initiatives/{i_planned}/",          "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("c/{code}/initiatives/{i_refused}/",          "get",   {},      [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("h/initiatives/",                             "get",   {},      [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/initiatives/new/",                         "get",   {},      [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/initiatives/{i_planned}/",                 "get",   {},      [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("api/v1/initiatives/",                        "rows",  {},      [  6,   3,   3,   3,   6,   0,   0,   0,   4]),
    ("api/v1/initiatives/",                        "rows",  LATE,    [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/initiatives/{i_refused2}/",           "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/initiatives/{i_reached}/publish/",    "json",  NOTHING, [409, 409, 409, 404, 403, 404, 404, 404, 401]),
    ("api/v1/initiatives/{i_refused}/refuse/",     "json",  SAID,    [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/initiatives/{i_reached}/plan/",       "json",  SAID,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/initiatives/{i_reached}/refer/",      "json",  TO,      [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/initiatives/{i_planned}/decline/",    "json",  SAID,    [409, 409, 409, 404, 403, 404, 404, 404, 401]),
]  # fmt: skip
