"""Facilities are one's own area's; the API shows them to everybody. The life circle is of one's own area."""

from communities.models import Community
from tests.factories import FacilityFactory, FacilityKindFactory, NetworkDistanceFactory, ThresholdFactory


def furnish(end, community, person):
    FacilityKindFactory()
    if not end:
        for code, value in (("detour", "1.3"), ("day_care.radius", "300")):
            ThresholdFactory(code=f"facility.{code}", name=code, value=value, unit="米")
    facility = FacilityFactory(area=community.area, name="门前照料中心")
    Community.objects.filter(pk=community.pk).update(longitude="121.540000", latitude="29.868000")  # a kilometre off
    distance = NetworkDistanceFactory(community=community, facility=facility)
    return {f"facility{end}": facility.pk, f"distance{end}": distance.pk}


NEW = {"kind": "day_care", "name": "新照料中心", "area": "330203006", "state": "open"}
NEW |= {"longitude": "121.5", "latitude": "29.9"}
FAR = {"community": "{community}", "metres": "9000", "source": "步测"}
PAIR = {"community": "{community}", "facility": "{facility}", "metres": "9000", "source": "步测"}
OUT = {"area": "330212012"}
OURS = {"q": "门前"}
CARE = {"kind": "day_care"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("facilities/",                               "rows",  OURS,   [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("facilities/export/",                        "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("facilities/new/",                           "get",   {},     [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("facilities/{facility}/",                    "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("facilities/{facility2}/",                   "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("facilities/{facility}/edit/",               "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("facilities/{facility}/distance/",           "post",  FAR,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("facilities/{facility}/history/",            "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("network-distances/export/",                 "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("life-circle/",                              "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("life-circle/",                              "get",   OUT,    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("life-circle/day_care/",                     "rows",  {},     [  2,   1,   1,   1,   2, 404, 404, 404, 302]),
    ("communities/{community}/life-circle/",      "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("units/{unit2}/life-circle/",                "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("api/v1/facilities/",                        "rows",  OURS,   [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/facilities/",                        "json",  NEW,    [201, 201, 201, 403, 403, 403, 403, 403, 401]),
    ("api/v1/facilities/{facility}/",             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 200]),
    ("api/v1/facilities/{facility2}/",            "patch", {},     [200, 404, 404, 200, 403, 404, 404, 404, 401]),
    ("api/v1/facility-kinds/",                    "rows",  {},     [ 23,  23,  23,  23,  23,  23,  23,  23,  23]),
    ("api/v1/facility-kinds/day_care/",           "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/network-distances/",                 "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/network-distances/",                 "json",  PAIR,   [201, 201, 201, 403, 403, 403, 403, 403, 401]),
    ("api/v1/network-distances/{distance2}/",     "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/figures/coverage/",                  "get",   CARE,   [200, 200, 200, 200, 200, 404, 404, 404, 401]),
    ("api/v1/figures/coverage/",                  "get",   OUT,    [200, 404, 404, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
