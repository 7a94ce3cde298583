"""Versions of the list are open to all staff; a draft to the city alone."""

from tests.factories import BaselineFactory, BaselineMemberFactory


def furnish(end, community, person):
    BaselineFactory(code="2027", is_current=False, adopted_on=None, as_of="2027-12-31")
    return {f"member{end}": BaselineMemberFactory(community=community).pk, "baseline": "2020", "draft": "2027"}


NEW = {"code": "2028", "name": "2028年底数", "as_of": "2028-12-31"}
IN = {"community": "{code}", "change_": "withdrawn", "reason": "征收"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("baselines/",                                "rows",  {},     [  2,   1,   1,   1,   1, 404, 404, 404, 302]),
    ("baselines/new/",                            "post",  NEW,    [409, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("baselines/{baseline}/",                     "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("baselines/{draft}/",                        "get",   {},     [200, 404, 404, 404, 404, 404, 404, 404, 302]),
    ("baselines/{baseline}/communities/",         "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("baselines/{draft}/record/",                 "post",  IN,     [302, 404, 404, 404, 404, 404, 404, 404, 302]),
    ("baselines/{draft}/adopt/",                  "get",   {},     [200, 404, 404, 404, 404, 404, 404, 404, 302]),
    ("baselines/{baseline}/history/",             "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("api/v1/baselines/",                         "rows",  {},     [  2,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/baselines/{draft}/",                 "get",   {},     [200, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/baselines/{baseline}/figures/",      "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 401]),
    ("api/v1/baseline-members/",                  "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/baseline-members/{member2}/",        "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 200]),
]  # fmt: skip
