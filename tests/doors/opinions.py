"""方案意见: windows are for everybody, opinions for the street's staff until they are answered."""

from projects.models import Project
from tests.factories_voices import OpinionWindowFactory, SchemeOpinionFactory


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    window = OpinionWindowFactory(community=community, project=project, round=None)
    answered = {"state": "adopted", "public_text": "油烟", "reply": "改", "answered_on": window.opens_on}
    return {
        f"o_window{end}": window.pk,
        f"o_project{end}": project.pk,
        f"o_opinion{end}": SchemeOpinionFactory(window=window).pk,
        f"o_answered{end}": SchemeOpinionFactory(window=window, **answered).pk,
    }


DAYS = {"opens_on": "2030-01-01", "closes_on": "2030-01-10"}
NEW = {"community": "{community}", "project": "{o_project}", "title": "征求", **DAYS}
WORDS = {"topic": "cost", "text": "钱怎么分"}
AT = WORDS | {"window": "{o_window}"}
TITLE = {"title": "改个标题"}
REPLY = {"reply": "已改到屋顶", "public_text": "油烟口太近"}
PHONE = {"reply": "请打 13800001234"}
#    door                                         method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("opinions/",                                 "rows",  {},    [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("opinions/{o_opinion2}/",                    "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("opinions/{o_opinion2}/history/",            "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("opinions/{o_opinion}/adopt/",               "post",  REPLY, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("opinion-windows/",                          "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("opinion-windows/new/",                      "post",  NEW,   [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("opinion-windows/{o_window2}/",              "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("opinion-windows/{o_window}/edit/",          "post",  NEW,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("opinion-windows/{o_window2}/history/",      "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("opinion-windows/{o_window}/write/",         "post",  WORDS, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("h/opinions/{o_window}/",                    "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("c/{code}/opinions/",                        "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/opinion-windows/",                   "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/opinion-windows/",                   "json",  NEW,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/opinion-windows/{o_window}/",        "patch", TITLE, [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/scheme-opinions/",                   "rows",  {},    [  4,   2,   2,   2,   4,   0,   0,   0,   2]),
    ("api/v1/scheme-opinions/",                   "json",  AT,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/scheme-opinions/{o_opinion2}/",      "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/scheme-opinions/{o_opinion}/adopt/", "json",  REPLY, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/scheme-opinions/{o_opinion}/adopt-partly/", "json", PHONE,
                                                                  [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/scheme-opinions/{o_answered}/decline/", "json", REPLY,
                                                                  [409, 409, 409, 404, 403, 404, 404, 404, 401]),
]  # fmt: skip
