"""Statutory tables: of one's own areas; those who have none (firms, the three administrators) find nothing."""

F2 = {"area": "3302"}
#    door                                method   data  city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("reports/tables/",                  "get",   {},   [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("reports/tables/F1/",               "get",   {},   [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("reports/tables/F2/",               "get",   F2,   [200, 404, 404, 404, 200, 404, 404, 404, 302]),
    ("reports/tables/sheet/",            "post",  {},   [400, 400, 400, 400, 400, 403, 403, 403, 302]),
    ("reports/tables/sheet/",            "get",   {},   [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("api/v1/statutory-tables/",         "get",   {},   [200, 200, 200, 200, 200, 200, 200, 200, 401]),
    ("api/v1/statutory-tables/F4/",      "get",   F2,   [200, 404, 404, 404, 200, 404, 404, 404, 401]),
]  # fmt: skip
