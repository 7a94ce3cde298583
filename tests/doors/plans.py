"""Annual plans and their communities; consultations as they were held."""

from communities.models import Community
from projects.consents.reference import plan_thresholds
from tests.factories import AreaFactory, ProgrammeFactory
from tests.factories_works import (
    AnnualPlanFactory,
    ConsultationRecordFactory,
    FundingSourceFactory,
    PlanEntryFactory,
)


def furnish(end, community, person):
    programme = ProgrammeFactory(area=AreaFactory(code="3302"))
    plan = AnnualPlanFactory(area=community.district, year=2026, programme=programme)
    plan_thresholds(), FundingSourceFactory()
    return {
        f"annual{end}": plan.pk,
        f"entry{end}": PlanEntryFactory(plan=plan, community=community).pk,
        f"consultation{end}": ConsultationRecordFactory(community=community).pk,
        f"unlisted{end}": Community.objects.get(area=community.area, name=f"待建{end}").pk,
    }


ISSUED = {"document": "甬建〔2026〕1号", "issued_on": "2026-01-10"}
WHY = {"reason": "列入征收"}
OPEN = {"programme": "{programme}", "area": "330203", "year": "2026"}
ENTRY = {
    "community": "{unlisted}", "planned_start": "2026-03-01", "planned_finish": "2026-11-30", "fund_city": "10",
    "plan_kind": "new",    "committed_on": "2026-01-05", "committed_by": "区住建局", "exemption": "区政府纪要",
}  # fmt: skip
LISTED = {
    "community": "{unlisted}", "planned_start": "2026-03-01", "planned_finish": "2026-11-30",
    "committed_on": "2026-01-05", "committed_by": "区住建局",
}  # fmt: skip
SAID = {
    "community": "{community}", "purpose": "entry", "held_on": "2025-12-01", "households": "300", "took_part": "280",
    "agreed": "270", "posted_from": "2025-12-02", "posted_to": "2025-12-09", "objections": "0", "answered": "0",
}  # fmt: skip
NOTE = {"note": "补登"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("annual-plans/",                             "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("annual-plans/new/",                         "get",   {},     [200, 200, 403, 403, 403, 403, 403, 403, 302]),
    ("annual-plans/{annual}/",                    "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("annual-plans/{annual2}/history/",           "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("annual-plans/{annual}/enter/",              "post",  ENTRY,  [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("annual-plans/{annual}/issue/",              "post",  ISSUED, [302, 403, 403, 404, 403, 404, 404, 404, 302]),
    ("plan-entries/{entry}/withdraw/",            "post",  WHY,    [409, 409, 403, 404, 403, 404, 404, 404, 302]),
    ("consultations/",                            "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("consultations/new/",                        "post",  SAID,   [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("consultations/{consultation}/",             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("consultations/{consultation2}/edit/",       "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("consultations/{consultation2}/history/",    "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("api/v1/annual-plans/",                      "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/annual-plans/",                      "json",  OPEN,   [400, 400, 400, 400, 403, 400, 400, 400, 401]),
    ("api/v1/annual-plans/{annual}/",             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/annual-plans/{annual}/enter/",       "json",  LISTED, [400, 400, 400, 404, 400, 404, 404, 404, 404]),
    ("api/v1/annual-plans/{annual}/issue/",       "json",  ISSUED, [200, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/plan-entries/",                      "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/plan-entries/{entry2}/",             "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/plan-entries/{entry}/withdraw/",     "json",  WHY,    [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/figures/subsidy/",                   "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 401]),
    ("api/v1/consultation-records/",              "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/consultation-records/",              "json",  SAID,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/consultation-records/{consultation}/", "patch", NOTE, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
