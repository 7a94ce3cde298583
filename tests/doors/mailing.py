"""通报收件人: city and districts add and end them; a street sees its own, addresses masked."""

from accounts.models import Area
from tests.factories_mailing import ReaderFactory


def furnish(end, community, person):
    return {f"reader{end}": ReaderFactory(area=Area.objects.get(pk=community.area_id)).pk}


NEW = {"area": "330203006", "kind": "monthly", "unit": "区财政局", "email": "czj@example.com"}
WHY = {"note": "机构改革"}
#    door                                         method   data     city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("report-readers/",                           "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("report-readers/new/",                       "get",   {},      [200, 200, 403, 403, 403, 403, 403, 403, 302]),
    ("report-readers/new/",                       "post",  NEW,     [302, 302, 403, 403, 403, 403, 403, 403, 302]),
    ("report-readers/{reader}/history/",          "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("report-readers/{reader}/end/",              "post",  WHY,     [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("report-readers/{reader2}/end/",             "post",  WHY,     [302, 404, 404, 403, 403, 404, 404, 404, 302]),
    ("api/v1/report-readers/",                    "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/report-readers/",                    "json",  NEW,     [201, 201, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/report-readers/{reader}/",           "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/report-readers/{reader}/end/",       "json",  WHY,     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
