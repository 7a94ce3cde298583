"""Versions, checks and outlines of units; the unit's own page stands in the matrix itself."""

from tests.factories_works import UnitVersionFactory


def furnish(end, community, person):
    return {f"unit_version{end}": UnitVersionFactory(unit=community.unit).pk}


NEW = {"name": "新片区", "area": "330203006"}
KIND = {"typology": "block"}
DECIDE = {"decided_on": "2026-03-01", "document": "海政〔2026〕3号", "reason": "调整"}
THERE = {"area": "330212012"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("units/export/",                             "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("units/checks/",                             "get",   {},      [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("units/checks/",                             "get",   THERE,   [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("units/{unit2}/versions/",                   "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("units/{unit}/act/freeze/",                  "post",  DECIDE,  [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("api/v1/units/",                             "json",  NEW,     [201, 201, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/units/{unit}/",                      "patch", KIND,    [200, 200, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/units/{unit}/freeze/",               "json",  DECIDE,  [200, 200, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/units/outlines/",                    "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/unit-versions/",                     "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/unit-versions/{unit_version2}/",     "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/figures/units/",                     "get",   {},      [200, 200, 200, 200, 200, 404, 404, 404, 401]),
    ("api/v1/figures/units/",                     "get",   THERE,   [200, 404, 404, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
# An operator sees the units where it has works, and decides nothing about them.
FIRMS = {
    ("get", "units/{unit2}/versions/"): (200, 404),
    ("post", "units/{unit}/act/freeze/"): (403, 404),
    ("patch", "api/v1/units/{unit}/"): (403, 404),
    ("json", "api/v1/units/{unit}/freeze/"): (403, 404),
}
