"""共建: the street asks and records; a household's answer is the street's alone, visitors get totals."""

from projects.models import Project
from tests.factories_voices import ClearanceAskFactory, ClearanceFactory


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    share = ClearanceAskFactory(community=community, project=project, kind="share", title="加梯分摊")
    row = community.roll.first()  # of tests.doors.cards: the matrix counts a roll's rows
    return {
        f"k_project{end}": project.pk,
        f"k_ask{end}": ClearanceAskFactory(community=community, project=project).pk,
        f"k_share{end}": share.pk,
        f"k_door{end}": ClearanceFactory(ask=share, row=row).pk,
    }


NEW = {
    "project": "{k_project}",
    "community": "{community}",
    "kind": "stairs",
    "title": "清楼道",
    "due_on": "2030-01-01",
}
WORDS = {"title": "清理楼道", "due_on": "2030-02-01"}
MONEY = {"floor_from": "1", "floor_to": "9", "amount": "5000"}
AGREED, UNPAID = {"said": "agree"}, {"said": "finish"}
#    door                                           method   data    city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("clearances/",                                 "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("clearances/new/",                             "post",  NEW,    [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("clearances/{k_ask2}/",                        "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("clearances/{k_ask}/edit/",                    "post",  WORDS,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("clearances/{k_ask2}/history/",                "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("clearances/{k_share}/amounts/",               "post",  MONEY,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("clearance-doors/{k_door}/",                   "post",  AGREED, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("projects/{k_project2}/clearances/",           "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("h/clearances/{k_door}/",                      "get",   {},     [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("c/{code}/clearances/",                        "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/clearance-asks/",                      "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/clearance-asks/",                      "json",  NEW,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/clearance-asks/{k_ask}/",              "patch", WORDS,  [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/clearance-asks/{k_share}/amounts/",    "json",  MONEY,  [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/clearance-asks/{k_ask}/end/",          "json",  {},     [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/clearances/",                          "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/clearances/{k_door2}/",                "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/clearances/{k_door}/record/",          "json",  UNPAID, [409, 409, 409, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
