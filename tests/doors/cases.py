"""Doors of cases: what one street holds the other does not see; a firm sees what was handed to it."""

from django.utils import timezone

from resident_participation.models import ClockRule
from tests.factories import FeedbackFactory
from tests.factories_cases import CannedReplyFactory, HandOverFactory
from tests.factories_works import OrganisationFactory


def furnish(end, community, person):
    """A case that waits for the call-back and is published, one that was handed to a firm (street2's: to the district),
    a ready-made reply."""
    now = timezone.now()
    replied = {"state": "replied", "reply": "已换灯", "replied_at": now, "answered_at": now}
    replied |= {"public_summary": "楼道灯不亮", "published_at": now}
    handed = FeedbackFactory(community=community, state="handed", hand_overs=1)
    firm = OrganisationFactory(name="甬江建工")
    to_firm = {"handler": "firm", "office": firm.name, "organisation": firm}
    handed.offer = HandOverFactory(feedback=handed, **({} if end else to_firm))
    handed.save()
    return {
        f"c_replied{end}": FeedbackFactory(community=community, **replied).pk,
        f"c_handed{end}": handed.pk,
        f"c_canned{end}": CannedReplyFactory(area=community.area).pk,
        "c_clock": ClockRule.objects.order_by("pk").first().pk,
    }


ROUTE, WHY = {"handler": "district", "reason": "需协调"}, {"reason": "有原因"}
SAID, TOLD = {"outcome": "solved"}, {"text": "好了"}
NO, HOLD = {"competent": "区执法局", "reason": "不归我们管"}, {"why": "weather", "reason": "下雨"}
INTO, CLASS = {"lead": "{c_handed}"}, {"category": "consult", "severity": "key", "reason": "点错了"}
SUM, CANNED, NEW = {"public_summary": "楼道灯不亮"}, {"title": "新的", "text": "好的"}, {"title": "改名"}
OUT, THERE = {"as": "csv"}, {"area": "330212012"}
#    door                                           method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("case/",                                       "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("feedback/",                                   "rows",  {},    [  6,   3,   3,   3,   6,   0,   0,   0, 302]),
    ("feedback/board/",                             "rows",  {},    [  6,   3,   3,   3,   6,   0,   0,   0, 302]),
    ("feedback/map/",                               "rows",  {},    [  6,   3,   3,   3,   6,   0,   0,   0, 302]),
    ("feedback/map/points/",                        "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("feedback/figures/",                           "get",   {},    [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("feedback/figures/",                           "get",   THERE, [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("feedback/export/",                            "get",   OUT,   [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("feedback/new/",                               "get",   {},    [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("feedback/suggestions/",                       "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("feedback/buildings/",                         "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("feedback/clocks/",                            "rows",  {},    [  3,   3,   3,   3,   3,   3,   3,   3, 302]),
    ("feedback/clocks/new/",                        "get",   {},    [200, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("feedback/replies/",                           "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("feedback/replies/new/",                       "get",   {},    [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("feedback/replies/{c_canned}/",                "get",   {},    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("feedback/replies/{c_canned}/remove/",         "post",  {},    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("feedback/{feedback}/",                        "get",   {},    [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("feedback/{feedback2}/",                       "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("feedback/{c_handed}/",                        "get",   {},    [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("feedback/{feedback}/receipt/",                "get",   {},    [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("feedback/{feedback}/receipt/new/",            "post",  {},    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("feedback/{feedback}/reveal/",                 "post",  WHY,   [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("feedback/{c_handed}/reveal/",                 "post",  WHY,   [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("feedback/{feedback}/accept/",                 "post",  {},    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("feedback/{feedback}/hand_over/",              "post",  ROUTE, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("feedback/{feedback}/decide/",                 "post",  ROUTE, [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("feedback/{c_handed}/refuse/",                 "post",  NO,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("feedback/{c_replied}/call_back/",             "post",  SAID,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/feedback/",                            "rows",  {},    [  6,   3,   3,   3,   6,   0,   0,   0,   2]),
    ("api/v1/feedback/{feedback2}/",                "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/feedback/{c_replied2}/",               "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/feedback/{feedback}/accept/",          "json",  {},    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{c_handed}/refuse/",          "json",  NO,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/hand_over/",       "json",  ROUTE, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/decide/",          "json",  ROUTE, [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/reply/",           "json",  TOLD,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{c_replied}/call_back/",      "json",  SAID,  [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/feedback/{c_handed}/call_back/",       "json",  SAID,  [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{c_replied}/reopen/",         "json",  WHY,   [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/feedback/{feedback}/pause/",           "json",  HOLD,  [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/resume/",          "json",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/merge/",           "json",  INTO,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/unmerge/",         "json",  WHY,   [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/classify/",        "json",  CLASS, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/feedback/{feedback}/publish/",         "json",  SUM,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/figures/feedback/",                    "get",   {},    [200, 200, 200, 200, 200, 404, 404, 404, 401]),
    ("api/v1/figures/feedback/",                    "get",   THERE, [200, 404, 404, 200, 200, 404, 404, 404, 401]),
    ("api/v1/feedback-clocks/",                     "rows",  {},    [  3,   3,   3,   3,   3,   3,   3,   3,   3]),
    ("api/v1/feedback-clocks/{c_clock}/",           "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/canned-replies/",                      "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/canned-replies/",                      "json",  CANNED, [201, 201, 201, 201, 403, 403, 403, 403, 401]),
    ("api/v1/canned-replies/{c_canned2}/",          "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/canned-replies/{c_canned}/",           "patch", NEW,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
FIRMS = {
    ("rows", "feedback/"): (0, 1),
    ("rows", "feedback/board/"): (0, 1),
    ("rows", "feedback/map/"): (0, 1),
    ("get", "feedback/{c_handed}/"): (404, 200),
    ("post", "feedback/{c_handed}/reveal/"): (404, 403),
    ("post", "feedback/{c_handed}/refuse/"): (404, 302),
    ("rows", "api/v1/feedback/"): (0, 1),
    ("json", "api/v1/feedback/{c_handed}/refuse/"): (404, 200),
    ("json", "api/v1/feedback/{c_handed}/call_back/"): (404, 403),
}
