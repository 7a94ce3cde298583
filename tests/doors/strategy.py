"""A decision is seen with its community; district and city decide."""

from datetime import date

from tests.factories import StrategyDecisionFactory


def furnish(end, community, person):
    return {f"decision{end}": StrategyDecisionFactory(community=community).pk}


SAID = {
    "strategy": "self_renewal",
    "evidence": "业主申请",
    "reason": "业主愿意出资",
    "decided_by": "区住建局",
    "decided_on": date(2026, 4, 1),
}
SENT = SAID | {"community": "{community}", "decided_on": "2026-04-01"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("communities/{community}/strategy/",         "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("communities/{community}/strategy/decide/",  "get",   {},     [200, 200, 403, 404, 403, 404, 404, 404, 302]),
    ("communities/{community}/strategy/decide/",  "post",  SAID,   [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("strategies/",                               "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("api/v1/strategy-decisions/",                "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/strategy-decisions/",                "json",  SENT,   [201, 201, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/strategy-decisions/{decision}/",     "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
]  # fmt: skip
