"""参与卡: the street prints its own communities' cards; a household needs no account."""

from accounts.models import User
from tests.factories import CardBatchFactory, RollRowFactory


def furnish(end, community, person):
    other = User.objects.get(username="auditor")
    return {
        f"c_home{end}": community.pk,
        f"c_row{end}": RollRowFactory(community=community, room="901室").pk,
        f"c_batch{end}": CardBatchFactory(community=community, asked_by=other).pk,
    }


WHY = {"reason": "丢了"}
#    door                                     method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("communities/{c_home2}/cards/",          "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("communities/{c_home}/cards/ask/",       "post",  {},    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("roll/{c_row}/card/",                    "post",  WHY,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("card-batches/{c_batch}/print/",         "post",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 302]),
    ("h/",                                    "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("h/open/",                               "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/home/",                               "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/leave/",                              "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("h/2222222222222222",                    "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("h/2222222222222222/",                   "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
]  # fmt: skip
