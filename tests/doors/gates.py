"""What goes out of the house: notices are an area's, webhooks the city's and the system administrator's, Open311
everybody's."""

from tests.factories import FeedbackCategoryFactory
from tests.factories_gates import OutboxMessageFactory, WebhookAttemptFactory, WebhookDeliveryFactory


def furnish(end, community, person):
    FeedbackCategoryFactory(code="consult")
    code = {"area_code": community.area_id, "by": person}
    delivery = WebhookDeliveryFactory(state="done", done_at="2026-11-01T08:00:00+08:00")
    WebhookAttemptFactory(delivery=delivery)
    return {
        f"paper{end}": OutboxMessageFactory(kind="paper", recipient="3幢", state="paper", **code).pk,
        f"unsent{end}": OutboxMessageFactory(state="failed", error="短信网关不收（422）", **code).pk,
        f"hook{end}": delivery.endpoint_id,
        f"hook_off{end}": WebhookDeliveryFactory(endpoint__state="off").endpoint_id,
        f"delivery{end}": delivery.pk,
        f"queued{end}": WebhookDeliveryFactory(endpoint=delivery.endpoint).pk,
    }


NOTICE = {"kind": "paper", "recipient": "3幢全体住户", "subject": "停水", "text": "明天停水"}
NONE, NOTE, WHY = {}, {"note": "好了"}, {"reason": "写错了"}
# Nobody receives in this world, and what lies inside is refused.
HOOK = {"name": "新系统", "url": "http://192.168.0.1/", "events": ["feedback.logged"], "version": "0"}
NAME = {"name": "改名"}
ASK = {"service_code": "consult", "description": "灯坏了", "address_id": "{code}"}
#    door                                            method   data     city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("notices/",                                     "rows",  {},     [  4,   2,   2,   2,   4,   4,   0,   0, 302]),
    ("notices/new/",                                 "post",  NOTICE, [302, 302, 302, 302, 403, 403, 403, 403, 302]),
    ("notices/print/",                               "post",  NONE,   [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("notices/{paper2}/",                            "get",   {},     [200, 404, 404, 200, 200, 200, 404, 404, 302]),
    ("notices/{paper}/print/",                       "post",  NONE,   [200, 200, 200, 404, 403, 403, 403, 403, 302]),
    ("notices/{unsent}/to-paper/",                   "post",  NOTE,   [302, 302, 302, 404, 403, 403, 404, 404, 302]),
    ("notices/{unsent}/retry/",                      "post",  NOTE,   [409, 409, 409, 404, 403, 409, 404, 404, 302]),
    ("webhooks/",                                    "rows",  {},     [  4, 403, 403, 403, 403,   4, 403, 403, 302]),
    ("webhooks/new/",                                "post",  HOOK,   [409, 403, 403, 403, 403, 409, 403, 403, 302]),
    ("webhooks/{hook}/",                             "get",   {},     [200, 403, 403, 403, 403, 200, 403, 403, 302]),
    ("webhooks/{hook}/edit/",                        "post",  HOOK,   [409, 404, 404, 404, 404, 409, 404, 404, 302]),
    ("webhooks/{hook}/rotate/",                      "post",  NONE,   [200, 403, 403, 403, 403, 200, 403, 403, 302]),
    ("webhooks/{hook}/test/",                        "post",  NONE,   [302, 403, 403, 403, 403, 302, 403, 403, 302]),
    ("webhooks/{hook}/stop/",                        "post",  WHY,    [302, 404, 404, 404, 404, 302, 404, 404, 302]),
    ("webhooks/{hook_off}/resume/",                  "post",  NOTE,   [302, 404, 404, 404, 404, 302, 404, 404, 302]),
    ("webhooks/deliveries/",                         "rows",  {},     [  6, 403, 403, 403, 403,   6, 403, 403, 302]),
    ("webhooks/deliveries/{delivery}/",              "get",   {},     [200, 403, 403, 403, 403, 200, 403, 403, 302]),
    ("webhooks/deliveries/{delivery}/replay/",       "post",  NONE,   [302, 403, 403, 403, 403, 302, 403, 403, 302]),
    ("webhooks/deliveries/{queued}/skip/",           "post",  NONE,   [302, 403, 403, 403, 403, 302, 403, 403, 302]),
    ("api/v1/notices/",                              "rows",  {},     [  4,   2,   2,   2,   4,   4,   0,   0,   0]),
    ("api/v1/notices/",                              "json",  NOTICE, [201, 201, 201, 201, 403, 403, 403, 403, 401]),
    ("api/v1/notices/{paper2}/",                     "get",   {},     [200, 404, 404, 200, 200, 200, 404, 404, 404]),
    ("api/v1/notices/{unsent}/retry/",               "json",  NOTE,   [409, 409, 409, 404, 403, 409, 404, 404, 404]),
    ("api/v1/notices/{unsent}/to-paper/",            "json",  NOTE,   [200, 200, 200, 404, 403, 403, 404, 404, 404]),
    ("api/v1/notices/{paper}/cancel/",               "json",  WHY,    [200, 200, 200, 404, 403, 403, 404, 404, 404]),
    ("api/v1/webhooks/",                             "rows",  {},     [  4,   0,   0,   0,   0,   4,   0,   0,   0]),
    ("api/v1/webhooks/",                             "json",  HOOK,   [409, 403, 403, 403, 403, 409, 403, 403, 401]),
    ("api/v1/webhooks/{hook}/",                      "patch", NAME,   [409, 404, 404, 404, 404, 409, 404, 404, 404]),
    ("api/v1/webhooks/{hook}/rotate/",               "json",  NONE,   [200, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("api/v1/webhooks/{hook}/test/",                 "json",  NONE,   [200, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("api/v1/webhooks/{hook}/stop/",                 "json",  WHY,    [200, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("api/v1/webhooks/{hook_off}/resume/",           "json",  NOTE,   [200, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("api/v1/webhook-deliveries/",                   "rows",  {},     [  6,   0,   0,   0,   0,   6,   0,   0,   0]),
    ("api/v1/webhook-deliveries/{delivery}/",        "get",   {},     [200, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("api/v1/webhook-deliveries/{delivery}/replay/", "json",  NONE,   [200, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("api/v1/webhook-deliveries/{queued}/skip/",     "json",  NONE,   [200, 404, 404, 404, 404, 200, 404, 404, 404]),
    ("open311/v2/services.json",                     "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("open311/v2/services/consult.xml",              "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("open311/v2/requests.json",                     "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("open311/v2/requests.json",                     "json",  ASK,    [403, 403, 403, 403, 403, 403, 403, 403, 403]),
    ("open311/v2/requests/{feedback}.json",          "get",   {},     [404, 404, 404, 404, 404, 404, 404, 404, 404]),
]  # fmt: skip
FIRMS = {}
