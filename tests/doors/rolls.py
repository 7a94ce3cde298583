"""业主名册: the street writes its own communities' rolls; names stay masked, and no firm sees any of it."""

from core import thresholds
from resident_participation.reference import DATA
from tests.factories import RollObjectionFactory, RollRowFactory


def furnish(end, community, person):
    thresholds.load(DATA / "participation_thresholds.csv")
    return {
        f"roll_home{end}": community.pk,
        f"roll_row{end}": RollRowFactory(community=community).pk,
        f"roll_objection{end}": RollObjectionFactory(community=community).pk,
    }


FLAT = {"building": "6", "unit": "1", "room": "201", "floor": "2", "kind": "residence", "area_m2": "70.10"}
FLAT |= {"area_source": "title", "holder": "person", "owner_name": "陈岚"}
WHY, TOLD = {"reason": "录重了"}, {"answer": "已按不动产证更正"}
SAID = {"place": "5幢 101室", "text": "面积不对"}
AT, SAY, NEW = FLAT | {"community": "{roll_home}"}, SAID | {"community": "{roll_home}"}, {"note": "已核"}
APART = {"quantity": "households", "reason": "合并登记"}
#    door                                               method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("roll/",                                           "rows",  {},    [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("roll/export/",                                    "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("roll/{roll_row2}/",                               "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("roll/{roll_row}/edit/",                           "post",  FLAT,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("roll/{roll_row}/delete/",                         "post",  WHY,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("roll/{roll_row}/reveal/",                         "post",  WHY,   [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("roll/{roll_row2}/history/",                       "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("roll-objections/{roll_objection}/accept/",        "post",  TOLD,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("communities/{roll_home2}/roll/",                  "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("communities/{roll_home}/roll/new/",               "post",  FLAT,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("communities/{roll_home}/roll/objections/new/",    "post",  SAID,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("communities/{roll_home}/roll/explain/",           "post",  APART, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/roll/",                                    "rows",  {},    [  4,   2,   2,   2,   4,   0,   0,   0,   0]),
    ("api/v1/roll/",                                    "json",  AT,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/roll/{roll_row}/",                         "patch", NEW,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/roll/{roll_row2}/",                        "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/roll-objections/",                         "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/roll-objections/",                         "json",  SAY,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/roll-objections/{roll_objection2}/",       "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/roll-objections/{roll_objection}/accept/", "json",  TOLD,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/roll-objections/{roll_objection}/refuse/", "json",  TOLD,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
FIRMS = {}
