"""Recounts: who asked and single papers are the street's own; what a recount is and found is everybody's."""

import json

from django.utils import timezone

from accounts.models import User
from core import keyring
from tests import votes
from tests.doors.votes import RESULT, standing
from tests.factories import BallotFactory, PaperBallotFactory
from tests.factories_recounts import ChallengeFactory, CorrectionFactory, RecheckFactory, RecountFactory


def furnish(end, community, person):
    votes.ready()
    other = User.objects.get(username="sysadmin")  # who has nothing to do with papers
    asked, again, done = (standing(community, "closed", other) for _ in range(3))
    for number, round_ in enumerate((asked, again, done), 1):
        ChallengeFactory(seat=round_.seats.get(number=number))
    counted_paper(asked, 3, other)
    recount = RecountFactory(round=again, state="full", drawn_by=other)
    open_ = RecheckFactory(recount=recount, paper=counted_paper(again, 3, other))
    differs = RecheckFactory(
        recount=recount, paper=counted_paper(again, 4, other), by=other, agrees=False, sealed=sealed(again, "against")
    )
    over = RecountFactory(round=done, drawn_by=other)
    CorrectionFactory(recount=over, results={str(item["id"]): RESULT for item in done.package["items"]})
    return {
        f"x_asked{end}": asked.pk,
        f"x_again{end}": again.pk,
        f"x_done{end}": done.pk,
        f"x_recount{end}": recount.pk,
        f"x_over{end}": over.pk,
        f"x_challenge{end}": asked.challenges.get().pk,
        f"x_open{end}": open_.pk,
        f"x_differs{end}": differs.pk,
        "x_today": timezone.localdate().isoformat(),
        f"x_item{end}": again.package["items"][0]["id"],
    }


def sealed(round_, choice):
    return keyring.seal(round_.key_name, json.dumps({str(item["id"]): choice for item in round_.package["items"]}))


def counted_paper(round_, number, clerk):
    seat = round_.seats.get(number=number)
    ballot = BallotFactory(seat=seat, channel="paper", sealed=sealed(round_, "agree"))
    return PaperBallotFactory(seat=seat, number=number, received_by=clerk, state="done", ballot=ballot)


ASK, ASK_AT = {"number": "5", "reason": "念错了"}, {"number": "5", "reason": "念错了", "round": "{x_asked}"}
DRAW = {"number": "52818", "place": "居委会", "drawn_on": "{x_today}"}
DRAW_AT = DRAW | {"round": "{x_asked}"}
SAYS = {"item_{x_item}": "agree"}
READ = {"choices": {}}
#    door                                           method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("votes/{x_again2}/recount/",                   "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{x_asked}/challenges/new/",             "post",  ASK,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("votes/{x_asked}/recount/draw/",               "post",  DRAW,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("rechecks/{x_open}/",                          "get",   {},    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("rechecks/{x_differs}/rule/",                  "get",   {},    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("recounts/{x_recount}/finish/",                "post",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 302]),
    ("v/{x_done2}/",                                "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("v/{x_done2}/certificate/2/",                  "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("v/{x_again2}/certificate/2/",                 "get",   {},    [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("b/challenge/",                                "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("api/v1/challenges/",                          "rows",  {},    [  6,   3,   3,   3,   6,   0,   0,   0,   0]),
    ("api/v1/challenges/",                          "json",  ASK_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/challenges/{x_challenge2}/",           "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/recounts/",                            "rows",  {},    [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/recounts/",                            "json",  DRAW_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/recounts/{x_recount2}/",               "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/recounts/{x_recount}/finish/",         "json",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 401]),
    ("api/v1/rechecks/",                            "rows",  {},    [  4,   2,   2,   2,   4,   0,   0,   0,   0]),
    ("api/v1/rechecks/{x_open2}/",                  "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/rechecks/{x_open}/check/",             "json",  READ,  [400, 400, 400, 404, 400, 404, 404, 404, 404]),
    ("api/v1/rechecks/{x_differs}/rule/",           "json",  READ,  [400, 400, 400, 404, 400, 404, 404, 404, 404]),
]  # fmt: skip
