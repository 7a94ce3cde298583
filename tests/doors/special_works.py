"""Special works, places, clashes and coordinated plans."""

from communities.models import Community, RenovationUnit
from projects.special_works.recompute import recompute
from projects.special_works.reference import conflict_rules, special_works
from projects.special_works.sites import site_of
from tests.factories import RenovationUnitFactory
from tests.factories_works import CoordinationFactory, OrganisationFactory, SitePlaceFactory, SpecialWorkFactory


def furnish(end, community, person):
    """Two works that dig the same road twice, in a unit of their own."""
    special_works(), conflict_rules()
    unit = RenovationUnit.objects.filter(area=community.area).first() or RenovationUnitFactory(area=community.area)
    Community.objects.filter(pk=community.pk).update(unit=unit)
    community.refresh_from_db()
    place = SitePlaceFactory(community=community, name="主路", households=90)
    work = SpecialWorkFactory(community=community, places=[place])
    later = {"earliest": "2027-01-20", "latest": "2027-06-30", "starts_on": "2027-01-20", "ends_on": "2027-02-20"}
    other = SpecialWorkFactory(community=community, places=[place], kind_id="water", name="供水", **later)
    recompute(site_of(community))
    clash = place.clashes.get()
    return {
        f"site{end}": place.pk,
        f"work{end}": work.pk,
        f"other{end}": other.pk,
        f"owner{end}": OrganisationFactory(name="兴光燃气").pk,
        f"clash{end}": clash.pk,
        f"works_unit{end}": unit.pk,
        f"works_project{end}": community.projects.first().pk,
        f"coordination{end}": CoordinationFactory(unit=unit).pk,
        f"rule{end}": clash.rule_id,
    }


FILE = {
    "name": "燃气", "kind": "gas", "owner": "{owner}", "community": "{community}", "places": ["{site}"],
    "starts_on": "2027-01-01", "ends_on": "2027-02-01", "earliest": "2027-01-01", "latest": "2027-03-01",
    "restorer": "owner", "budget": "1", "percent": "0",
}  # fmt: skip
PLACE = {"community": "{community}", "kind": "road", "name": "东支路", "households": "10", "length": "80"}
NOTE, WHY = {"note": ""}, {"reason": "隐患须马上处理"}
DAY = {"date": "2026-11-20"}
MEET = {"meeting_on": "2026-12-01"}
PAPER = {"document": "海建〔2026〕8号", "approved_on": "2026-11-01"}
UNIT = PAPER | {"unit": "{works_unit}"}
DAYS = {"days": "300", "words": "不重复开挖", "source": "市局", "active": "on"}
ONE = {"proposal": "1"}
NAME = {"name": "燃气管更新二期"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("special-works/",                            "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("special-works/export/",                     "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("special-works/new/",                        "post",  FILE,   [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("special-works/rules/",                      "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("special-works/rules/{rule}/edit/",          "post",  DAYS,   [302, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("special-works/effect/",                     "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("special-works/places/",                     "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("special-works/places/new/",                 "post",  PLACE,  [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("special-works/places/{site2}/edit/",        "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("special-works/{work}/",                     "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("special-works/{work2}/edit/",               "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("special-works/{work2}/history/",            "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("special-works/{work}/commit/",              "post",  NOTE,   [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("clashes/{clash}/keep/",                     "post",  WHY,    [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("units/{works_unit}/works/",                 "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("units/{works_unit}/works/accept/",          "get",   {},     [200, 200, 403, 404, 403, 404, 404, 404, 302]),
    ("units/{works_unit}/works/approve/",         "post",  PAPER,  [409, 409, 403, 404, 403, 404, 404, 404, 302]),
    ("projects/{works_project}/works/",           "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{works_project}/works/accept/",    "get",   {},     [200, 200, 403, 404, 403, 404, 404, 404, 302]),
    ("projects/{works_project}/works/approve/",   "get",   {},     [200, 200, 403, 404, 403, 404, 404, 404, 302]),
    ("coordinations/{coordination2}/",            "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("api/v1/special-works/",                     "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   0]),
    ("api/v1/special-works/",                     "json",  FILE,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/special-works/{work2}/",             "patch", NAME,   [200, 404, 404, 200, 403, 404, 404, 404, 404]),
    ("api/v1/special-works/{work}/commit/",       "json",  NOTE,   [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/special-works/{work}/start/",        "json",  DAY,    [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/special-works/{work}/finish/",       "json",  DAY,    [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/special-works/{work}/cancel/",       "json",  WHY,    [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/site-places/",                       "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/site-places/",                       "json",  PLACE,  [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/site-places/{site2}/",               "patch", NAME,   [200, 404, 404, 200, 403, 404, 404, 404, 401]),
    ("api/v1/special-kinds/",                     "rows",  {},     [ 24,  24,  24,  24,  24,  24,  24,  24,  24]),
    ("api/v1/special-kinds/gas/",                 "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/clashes/",                           "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/clashes/{clash2}/",                  "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/clashes/{clash}/meet/",              "json",  MEET,   [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/clashes/{clash}/keep/",              "json",  WHY,    [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/units/{works_unit}/clashes/",        "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 200]),
    ("api/v1/units/{works_unit}/coordination/",   "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 401]),
    ("api/v1/units/{works_unit}/accept/",         "json",  ONE,    [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/coordinations/",                     "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/coordinations/",                     "json",  UNIT,   [409, 409, 403, 404, 403, 404, 404, 404, 401]),
    ("api/v1/coordinations/{coordination2}/",     "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 200]),
]  # fmt: skip
