"""Calls for partners, pledges and the projection: street and district record, visitors read open calls."""

from core import thresholds
from projects.models import Project
from projects.money.reference import DATA
from tests.factories_works import PartnerCallFactory, PledgeFactory


def furnish(end, community, person):
    thresholds.load(DATA / "fund_thresholds.csv")
    project = Project.objects.filter(communities=community).first()
    return {
        f"asked{end}": project.pk,
        f"call{end}": PartnerCallFactory(project=project, unit=None).pk,
        f"closed_call{end}": PartnerCallFactory(project=project, unit=None, state="closed").pk,
        f"pledge{end}": PledgeFactory(project=project).pk,
    }


CALL = {"project": "{asked}", "title": "征集", "wanted": "资金", "amount": "50", "deadline": "2026-12-31"}
CALL |= {"contact": "0574-0000", "state": "open", "version": "0"}
OVER = CALL | {"state": "closed"}
GIVE = {"party": "国资公司", "source": "social_capital", "amount": "20", "pledged_on": "2026-05-01"}
GIVE_TO = GIVE | {"project": "{asked}"}
YES = {"document": "协议1", "due_on": "2026-12-01"}
CAME = {"date": "2026-06-01", "document": "凭1"}
NO = {"reason": "撤回"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("calls/",                                    "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("calls/new/",                                "post",  CALL,    [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("calls/{closed_call2}/",                     "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("calls/{closed_call2}/edit/",                "get",   {},      [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("pledges/",                                  "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("projects/{asked}/pledges/new/",             "post",  GIVE,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("pledges/{pledge2}/",                        "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("pledges/{pledge}/accept/",                  "post",  YES,     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("funds/projection/",                         "get",   {},      [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("c/calls/",                                  "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/partner-calls/",                     "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0,   2]),
    ("api/v1/partner-calls/",                     "json",  CALL,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/partner-calls/{closed_call2}/",      "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/partner-calls/{closed_call}/",       "patch", OVER,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/pledges/",                           "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/pledges/",                           "json",  GIVE_TO, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/pledges/{pledge2}/",                 "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/pledges/{pledge}/accept/",           "json",  YES,     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/pledges/{pledge}/pay/",              "json",  CAME,    [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/pledges/{pledge}/end/",              "json",  NO,      [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/figures/projection/",                "get",   {},      [200, 200, 200, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
FIRMS = {
    ("rows", "pledges/"): (0, 1),
    ("json", "api/v1/partner-calls/"): (400, 403),
    ("post", "projects/{asked}/pledges/new/"): (404, 403),
    ("post", "pledges/{pledge}/accept/"): (404, 403),
    ("rows", "api/v1/pledges/"): (0, 1),
    ("json", "api/v1/pledges/"): (400, 403),
    ("json", "api/v1/pledges/{pledge}/accept/"): (404, 403),
    ("json", "api/v1/pledges/{pledge}/pay/"): (404, 403),
    ("json", "api/v1/pledges/{pledge}/end/"): (404, 403),
}
