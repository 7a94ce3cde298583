"""Buildings and stair units are one's own area's, and nobody else's."""

from tests.factories import BuildingFactory, StairUnitFactory


def furnish(end, community, person):
    building = BuildingFactory(community=community, number="门前幢")
    unit = StairUnitFactory(building=building)
    return {f"building{end}": building.pk, f"stair{end}": unit.pk}


NEW = {"community": "{community}", "number": "99幢", "storeys": 6, "floor_area": "1800.00"}
STAIR = {"building": "{building}", "number": "9单元", "storeys": 6}
WHY = {"quantity": "households", "reason": "并户"}
SAY = {"reason": "并户"}
OURS = {"q": "门前幢"}
EXPLAIN = "communities/{community}/differences/households/"
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("buildings/",                                "rows",  OURS,   [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("buildings/export/",                         "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("buildings/differences/",                    "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("buildings/{building}/",                     "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("buildings/{building2}/",                    "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("buildings/{building}/edit/",                "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("buildings/{building}/delete/",              "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("buildings/{building}/history/",             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("buildings/{building}/units/new/",           "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("stair-units/export/",                       "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("stair-units/{stair}/edit/",                 "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("stair-units/{stair2}/delete/",              "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("communities/{community}/buildings/",        "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("communities/{community}/buildings/new/",    "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    (EXPLAIN,                                     "post",  SAY,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/buildings/",                         "rows",  OURS,   [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/buildings/",                         "json",  NEW,    [201, 201, 201, 403, 403, 403, 403, 403, 401]),
    ("api/v1/buildings/{building}/",              "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/buildings/{building2}/",             "patch", {},     [200, 404, 404, 200, 403, 404, 404, 404, 404]),
    ("api/v1/stair-units/",                       "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/stair-units/",                       "json",  STAIR,  [201, 201, 201, 403, 403, 403, 403, 403, 401]),
    ("api/v1/stair-units/{stair}/",               "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/stair-units/{stair2}/",              "patch", {},     [200, 404, 404, 200, 403, 404, 404, 404, 404]),
    ("api/v1/communities/{community}/reconciliation/", "get", {},  [200, 200, 200, 404, 200, 404, 404, 404, 401]),
    ("api/v1/communities/{community}/reconciliation/", "json", WHY, [200, 200, 200, 404, 403, 404, 404, 404, 401]),
]  # fmt: skip
