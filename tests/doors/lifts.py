"""Lift consents of a community and objections to rounds: the street's own; residents see the announced ones."""

from django.utils import timezone

from accounts.models import User
from tests import votes
from tests.doors.votes import standing
from tests.factories_recounts import ObjectionFactory


def furnish(end, community, person):
    votes.ready()
    round_ = standing(community, "notice", User.objects.get(username="sysadmin"))
    round_.scope, round_.building, round_.unit = "unit", "8幢", "1单元"
    round_.save()
    return {
        f"l_round{end}": round_.pk,
        f"l_home{end}": community.pk,
        f"l_code{end}": community.code,
        f"l_objection{end}": ObjectionFactory(seat=round_.seats.get(number=1)).pk,
        "l_today": timezone.localdate().isoformat(),
    }


DRAFT = {"units": ["5幢 1单元"], "title": "加装电梯", "text": "按楼层分摊", "phone": "1"}
DRAFT_AT = DRAFT | {"community": "{l_home}"}
SAYS = {"number": "2", "text": "挡光", "filed_on": "{l_today}"}
SAYS_AT = SAYS | {"round": "{l_round}"}
REPLY = {"reply": "位置外移一米"}
#    door                                           method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("communities/{l_home2}/lift-consents/",        "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("communities/{l_home}/lift-consents/draft/",   "post",  DRAFT, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("v/lifts/{l_code2}/",                          "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("votes/{l_round}/objections/new/",             "post",  SAYS,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("objections/{l_objection}/reply/",             "post",  REPLY, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/lift-consents/",                       "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/lift-consents/",                       "json",  DRAFT_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/lift-consents/{l_round2}/",            "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/objections/",                          "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/objections/",                          "json",  SAYS_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/objections/{l_objection2}/",           "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/objections/{l_objection}/reply/",      "json",  REPLY, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
