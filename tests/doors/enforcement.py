"""Enforcement: the street reports and writes for the departments, the district decides, residents see published ones.

One case of each kind in 白云街道, of which one is published; 东柳街道 has as many that must not be seen.
"""

from core import thresholds
from resident_participation.enforcement.reference import DATA
from tests.factories import AreaFactory
from tests.factories_enforcement import (
    EnforcementBodyFactory,
    EnforcementCaseFactory,
    EnforcementDutyFactory,
    JointActionFactory,
    JointCaseFactory,
    StreetPowerFactory,
)

VISITED = {"accepted_on": "2026-09-23", "visited_on": "2026-09-24"}
DONE = VISITED | {"state": "settled", "settled_on": "2026-09-28", "outcome": "corrected"}
OPEN_TO_ALL = DONE | {"published_on": "2026-09-29"}
DISPUTED = {"refused_on": "2026-09-23", "refused_by": "fire", "competent": "traffic", "refusal": "是停车"}


def furnish(end, community, person):
    thresholds.load(DATA / "enforcement_thresholds.csv")
    at = {"community": community}
    district = AreaFactory(code=community.area_id[:6])
    held = JointActionFactory(area=community.area, state="held", summary="去了")
    return {
        "ec_duty": EnforcementDutyFactory().pk,
        f"ec_home{end}": community.pk,
        f"ec_area{end}": district.pk,
        f"ec_sent{end}": EnforcementCaseFactory(**at).pk,
        f"ec_disputed{end}": EnforcementCaseFactory(**at, state="disputed", **DISPUTED).pk,
        f"ec_accepted{end}": EnforcementCaseFactory(**at, state="accepted", accepted_on="2026-09-23").pk,
        f"ec_visited{end}": EnforcementCaseFactory(**at, state="visited", **VISITED).pk,
        f"ec_done{end}": EnforcementCaseFactory(**at, **DONE).pk,
        f"ec_told{end}": EnforcementCaseFactory(**at, **OPEN_TO_ALL).pk,
        f"ec_body{end}": EnforcementBodyFactory(area=district).pk,
        f"ec_firm{end}": EnforcementBodyFactory(area=community.area, department="police").organisation_id,
        f"ec_power{end}": StreetPowerFactory(area=district, matter=f"other{end}").pk,
        f"ec_joint{end}": JointActionFactory(area=community.area).pk,
        f"ec_held{end}": held.pk,
        f"ec_line{end}": JointCaseFactory(action=held, case=EnforcementCaseFactory(**at, building="")).pk,
    }


HERE = {"community": "小区", "duty": "fire_lane", "building": "31", "text": "通道被占"}
SIGN = {"date": "2026-09-24", "document": "海消〔2026〕8号"}
SEEN = SIGN | {"findings": "两辆车"}
THEIRS = SIGN | {"competent": "traffic", "reason": "是停车"}
RULED = {"department": "traffic", "reason": "是停车", "document": "海执协1号"}
LETTER = {"document": "改1号", "due_on": "2026-10-20", "date": "2026-09-25"}
ENDED = SIGN | {"outcome": "corrected", "result": "挪走了", "date": "2026-09-25"}
PUSH, WHY = {"note": "快办", "answer_by": "2099-01-05"}, {"reason": "写错了"}
WITH, GOING, SAID = {"joint": "{ec_joint}"}, {"summary": "去了三个小区"}, {"result": "挪走了"}
NIGHT = {
    "title": "夜查",
    "area": "330203006",
    "held_on": "2099-01-05",
    "departments": ["fire", "police"],
    "lead": "fire",
}
NIGHT |= {"version": "0"}
LEADS = {"lead": "police"}
LIST = {"code": "new_one", "name": "新事项", "lead": "fire", "visit_days": "1", "settle_days": "5", "order": "1"}
LIST |= {"source": "市政府公布的清单", "valid_from": "2026-01-01"}
LATER = LIST | {"valid_from": "2099-01-01", "listed": "on"}
SOON = {"valid_from": "2099-01-01", "settle_days": 6}
BODY = {"area": "{ec_area}", "department": "market", "organisation": "{ec_firm}", "version": "0"}
POWER = {"area": "{ec_area}", "duty": "fire_lane", "document": "海政发1号", "valid_from": "2026-01-01"}
STOP, ALL, JULY = {"date": "2099-01-01"}, {"code": "fire_lane"}, {"area": "330212012", "from": "2026-07-01"}
#    door                                               method   data    city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("enforcement/",                                    "rows",  {},     [ 14,   7,   7,   7,  14,   0,   0,   0, 302]),
    ("enforcement/new/",                                "post",  HERE,   [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("enforcement/figures/",                            "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("enforcement/duties/",                             "rows",  ALL,    [  1,   1,   1,   1,   1,   1,   1,   1, 302]),
    ("enforcement/duties/new/",                         "post",  LIST,   [302, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("enforcement/duties/{ec_duty}/adjust/",            "post",  LATER,  [302, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("enforcement/bodies/",                             "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("enforcement/bodies/new/",                         "post",  BODY,   [302, 302, 403, 403, 403, 403, 403, 403, 302]),
    ("enforcement/bodies/{ec_body2}/edit/",             "get",   {},     [200, 404, 404, 404, 403, 404, 404, 404, 302]),
    ("enforcement/powers/new/",                         "post",  POWER,  [302, 302, 403, 403, 403, 403, 403, 403, 302]),
    ("enforcement/powers/{ec_power}/end/",              "post",  STOP,   [302, 302, 404, 404, 403, 404, 404, 404, 302]),
    ("enforcement/joint/",                              "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("enforcement/joint/new/",                          "post",  NIGHT,  [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("enforcement/joint/{ec_joint2}/",                  "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("enforcement/joint/{ec_joint}/edit/",              "post",  NIGHT,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("enforcement/joint/{ec_joint}/hold/",              "post",  GOING,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("enforcement/joint-cases/{ec_line}/result/",       "post",  SAID,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("enforcement/{ec_sent2}/",                         "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("enforcement/{ec_sent2}/history/",                 "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("enforcement/{ec_sent}/accept/",                   "post",  SIGN,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("enforcement/{ec_disputed}/decide/",               "post",  RULED,  [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("c/{code}/enforcement/",                           "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/enforcement-cases/",                       "rows",  {},     [ 14,   7,   7,   7,  14,   0,   0,   0,   2]),
    ("api/v1/enforcement-cases/",                       "json",  HERE,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/enforcement-cases/{ec_sent2}/",            "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_sent}/accept/",      "json",  SIGN,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_sent}/refuse/",      "json",  THEIRS, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_disputed}/decide/",  "json",  RULED,  [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_accepted}/visit/",   "json",  SEEN,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_visited}/order/",    "json",  LETTER, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_visited}/settle/",   "json",  ENDED,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_sent}/urge/",        "json",  PUSH,   [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_sent}/join/",        "json",  WITH,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_done}/publish/",     "json",  {},     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/enforcement-cases/{ec_told}/withdraw/",    "json",  WHY,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/enforcement-duties/",                      "rows",  ALL,    [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/enforcement-duties/",                      "json",  LIST,   [201, 403, 403, 403, 403, 403, 403, 403, 401]),
    ("api/v1/enforcement-duties/{ec_duty}/",            "patch", SOON,   [200, 403, 403, 403, 403, 403, 403, 403, 401]),
    ("api/v1/joint-actions/",                           "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   0]),
    ("api/v1/joint-actions/",                           "json",  NIGHT,  [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/joint-actions/{ec_joint}/",                "patch", LEADS,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/joint-actions/{ec_joint}/hold/",           "json",  GOING,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/joint-actions/{ec_joint}/cancel/",         "json",  WHY,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/joint-cases/",                             "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/joint-cases/{ec_line2}/",                  "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/joint-cases/{ec_line}/result/",            "json",  SAID,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/figures/enforcement/",                     "get",   JULY,   [200, 404, 404, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
FIRMS = {}
