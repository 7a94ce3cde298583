"""Spaces and their arrangements are seen in their own area; residents see none."""

from tests.factories import SpaceUseFactory, StockSpaceFactory


def furnish(end, community, person):
    space = StockSpaceFactory(area=community.area)
    use = SpaceUseFactory(space=space, state="promised", party="居委会")
    return {f"space{end}": space.pk, f"use{end}": use.pk}


OFFER = {"starts_on": "2026-12-01"}
TAKE = {"party": "街道", "starts_on": "2026-12-01", "ends_on": "2026-12-31"}
PAPER = {"document": "KJ-1"}
STOP = {"reason": "不用了"}
ROOM = {
    "name": "新车棚", "kind": "room", "area": "330203006", "longitude": "121.5", "latitude": "29.8", "size": "90",
    "title": "state",
}  # fmt: skip
SIZE = {"size": "99"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("stock-spaces/",                             "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("stock-spaces/export/",                      "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("stock-spaces/new/",                         "get",   {},     [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("stock-spaces/{space}/",                     "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("stock-spaces/{space2}/edit/",               "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("stock-spaces/{space2}/history/",            "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("stock-spaces/{space}/offer/",               "post",  OFFER,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("stock-spaces/{space}/promise/",             "post",  TAKE,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("space-uses/{use}/agree/",                   "post",  PAPER,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("space-uses/{use2}/end/",                    "post",  STOP,   [302, 404, 404, 302, 403, 404, 404, 404, 302]),
    ("communities/{community}/spaces/",           "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("units/{unit}/spaces/",                      "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("api/v1/stock-spaces/",                      "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/stock-spaces/",                      "json",  ROOM,   [201, 201, 201, 403, 403, 403, 403, 403, 401]),
    ("api/v1/stock-spaces/{space2}/",             "patch", SIZE,   [200, 404, 404, 200, 403, 404, 404, 404, 404]),
    ("api/v1/stock-spaces/{space}/promise/",      "json",  TAKE,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/space-uses/",                        "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/space-uses/{use2}/",                 "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/space-uses/{use}/agree/",            "json",  PAPER,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/space-uses/{use}/end/",              "json",  STOP,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
