"""The ranking is of one's own area; the weights are open."""

from datetime import date

from tests.factories import NeedWeightsFactory


def furnish(end, community, person):
    if not end:
        NeedWeightsFactory()
    return {"weights": "2026"}


NEW = {"code": "2028", "name": "2028年", "document": "会议", "valid_from": date(2028, 1, 1)}
OUT = {"area": "330212012"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("need/",                                     "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("need/",                                     "get",   OUT,    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("need/weights/",                             "rows",  {},     [  1,   1,   1,   1,   1,   1,   1,   1, 302]),
    ("need/weights/new/",                         "post",  NEW,    [200, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("need/weights/{weights}/",                   "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("communities/{community}/need/",             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("api/v1/figures/need/",                      "rows",  {},     [  4,   2,   2,   2,   4, 404, 404, 404, 401]),
    ("api/v1/need-weights/",                      "rows",  {},     [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/need-weights/{weights}/",            "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
]  # fmt: skip
