"""Precinct plans: the district draws them up and submits, street offices read, everybody reads approved ones by API."""

from datetime import date

from communities.facilities.reference import facility_kinds, facility_thresholds
from communities.models import RenovationUnit
from tests.factories_works import ElementRequirementFactory, PrecinctPlanFactory


def furnish(end, community, person):
    facility_kinds()
    facility_thresholds()
    unit = RenovationUnit.objects.filter(area=community.area).first()
    days = {"starts_on": date(2026, 3, 1), "ends_on": date(2027, 12, 31)}
    draft = PrecinctPlanFactory(unit=unit, number=2, goals="补短板", management="物业", **days)
    nothing = {name: [] for name in ("members", "balance", "elements", "works", "money", "projects")}
    approved = PrecinctPlanFactory(unit=unit, number=1, state="approved", content=nothing)
    return {
        f"draft_plan{end}": draft.pk,
        f"approved_plan{end}": approved.pk,
        f"draft_element{end}": ElementRequirementFactory(plan=draft, kind_id="nursery").pk,
        f"element{end}": ElementRequirementFactory(plan=approved, kind_id="nursery").pk,
        f"unit_of_plan{end}": unit.pk,
    }


ROWS = {"nursery-required": "12"}
LIST = {"elements": [{"kind": "nursery", "required": "12"}]}
GOALS = {"goals": "补齐养老", "layout": "", "management": "", "starts_on": "", "ends_on": "", "version": "0"}
MET = {"met_on": "2026-06-01"}
OF = {"unit": "{unit_of_plan}"}
AIM = {"goals": "补齐养老"}
WHY, PAPER = {"reason": "不全"}, {"document": "1号", "approved_on": "2026-06-01"}
PAIR = {"a": "{approved_plan}", "b": "{draft_plan}"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("precinct-plans/",                           "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("precinct-plans/compare/",                   "get",   PAIR,    [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("precinct-plans/{draft_plan2}/",             "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("precinct-plans/{draft_plan}/edit/",         "post",  GOALS,   [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("precinct-plans/{draft_plan}/elements/",     "post",  ROWS,    [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("precinct-plans/{draft_plan}/suggest/",      "post",  {},      [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("precinct-plans/{draft_plan}/history/",      "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("precinct-plans/{draft_plan}/submit/",       "post",  {},      [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("elements/{element}/met/",                   "post",  MET,     [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("units/{unit_of_plan}/plans/",               "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("units/{unit_of_plan}/plans/new/",           "get",   {},      [200, 200, 403, 404, 403, 404, 404, 404, 302]),
    ("api/v1/precinct-plans/",                    "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0,   2]),
    ("api/v1/precinct-plans/",                    "json",  OF,      [409, 409, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/precinct-plans/{draft_plan2}/",      "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/precinct-plans/{draft_plan}/",       "patch", AIM,     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/precinct-plans/{draft_plan}/elements/", "json", LIST,  [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/precinct-plans/{draft_plan}/suggest/", "json", {},     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/precinct-plans/{draft_plan}/submit/", "json", {},      [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/precinct-plans/{draft_plan}/return/", "json", WHY, [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/precinct-plans/{draft_plan}/approve/", "json", PAPER,   [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/element-requirements/",              "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0,   2]),
    ("api/v1/element-requirements/{draft_element2}/", "get", {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/element-requirements/{element}/met/", "json", MET,     [200, 200, 403, 404, 403, 404, 404, 404, 401]),
]  # fmt: skip
# An operator sees the unit where it has works, none of its drafts.
FIRMS = {
    ("get", "units/{unit_of_plan}/plans/"): (200, 404),
    ("get", "units/{unit_of_plan}/plans/new/"): (403, 404),
    ("json", "api/v1/precinct-plans/"): (403, 400),
}
