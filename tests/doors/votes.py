"""Rounds, slips, canvass, paper, disputes, bundles: the street's own; visitors see a round from its notice on."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from core import keyring
from resident_participation.votes import freezing
from resident_participation.votes.rule_sets import in_force
from tests import votes
from tests.factories import (
    BallotFactory,
    BundleRequestFactory,
    DeliveryFactory,
    DisputeFactory,
    ItemFactory,
    PaperBallotFactory,
    RoundFactory,
    SeatFactory,
    SlipBatchFactory,
)
from tests.factories_recounts import CallBackDrawFactory


def furnish(end, community, person):
    votes.ready()
    other = User.objects.get(username="city")
    draft = RoundFactory(community=community)
    item = ItemFactory(round=draft, order=1, rule=in_force()["special"])
    running, done = standing(community, "voting", other), standing(community, "closed", other)
    seats = list(running.seats.all())
    ballot = BallotFactory(seat=seats[0])
    paper = PaperBallotFactory(seat=seats[1], number=1, received_by=other)
    return {
        f"v_draft{end}": draft.pk,
        f"v_item{end}": item.pk,
        f"v_running{end}": running.pk,
        f"v_done{end}": done.pk,
        f"v_seat{end}": seats[3].pk,
        f"v_delivery{end}": drawn(running, seats[4].deliveries.get()),
        f"v_draw{end}": running.call_back_draws.get().pk,
        f"v_batch{end}": SlipBatchFactory(round=running, asked_by=other).pk,
        f"v_paper{end}": paper.pk,
        f"v_unequal{end}": PaperBallotFactory(seat=seats[2], number=2, received_by=other, state="unequal").pk,
        f"v_dispute{end}": DisputeFactory(ballot=ballot).pk,
        f"v_ballot{end}": str(ballot.pk),
        f"v_asked{end}": BundleRequestFactory(round=done, asked_by=other).pk,
        f"v_home{end}": community.pk,
        "v_special": in_force()["special"].pk,
    }


def drawn(round_, delivery):
    delivery.draw = CallBackDrawFactory(round=round_, population=[delivery.pk])
    delivery.save()
    return delivery.pk


def standing(community, status, porter):
    """A round of five reached households at a point of its life, made by hand: the matrix counts a community's rows."""
    now = timezone.now()
    days = {"notice_from": timezone.localdate(), "notice_to": timezone.localdate(), "opens_at": now - timedelta(days=2)}
    made = RoundFactory(community=community, status=status, closes_at=now + timedelta(days=9), **days)
    item = ItemFactory(round=made, order=1, rule=in_force()["special"])
    seats = [SeatFactory(round=made, number=n, owner=n) for n in range(1, 6)]
    for seat in seats:
        DeliveryFactory(seat=seat, by=porter)
    made.package = freezing.package(made, [item], seats)
    if status == "closed":
        made.results, made.root = {str(item.pk): RESULT}, "a" * 64
        made.result_from = made.result_to = timezone.localdate()
    made.save()
    keyring.make(made.key_name)
    return made


ZERO = {"heads": 0, "area_cm2": 0}
TESTS = ("participating_heads_of_roll", "participating_area_of_roll", "agree_heads_of_participating",
         "agree_area_of_participating")  # fmt: skip
RESULT = dict.fromkeys(("participating", "agree", "against", "abstain", "invalid", "held"), ZERO)
RESULT |= {"roll": {"heads": 12, "area_cm2": 60000}, "passed": False}
RESULT |= {"tests": [{"name": n, "needed": 1, "actual": 0, "short_by": 1, "passed": False} for n in TESTS]}

RULE = {
    "valid_from": "2031-01-01",
    "confirmed_by": "市住建局物业处处长",
    "source": "民法典",
    "clause": "第二百七十八条",
}
RULE |= {"trust": "law", "roll_days": 7, "notice_days": 15, "voting_least": 3, "voting_most": 60, "result_days": 7}
RULE |= {"ways": ["door"], "duplicates": "first", "silence": "not_counted"}
NEW = {"kind": "vote", "community": "{v_home}", "title": "新的一轮", "scope": "community", "phone": "1"}
ITEM = {"title": "锅炉房", "text": "", "rule": "{v_special}", "matter": "8"}
ITEM_AT = ITEM | {"round": "{v_draft}"}
HUNG, WHY, SAID = {"place": "南门", "posted_on": "2026-06-01"}, {"reason": "写错了"}, {"answer": "已核实"}
ROLL, FROM = {"date": "2030-01-01"}, {"notice_from": "2030-02-01"}
DAYS = FROM | {"opens_at": "2030-03-01T08:00", "closes_at": "2030-03-10T20:00"}
CAME, RANG, GOT = {"outcome": "absent", "way": "door"}, {"true": "yes"}, {"number": "4"}
#    door                                           method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("votes/",                                      "rows",  {},    [ 14,   7,   7,   7,  14,   0,   0,   0, 302]),
    ("votes/rules/",                                "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("votes/rules/{v_special}/",                    "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("votes/rules/{v_special}/publish/",            "post",  RULE,  [302, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("v/rules/",                                    "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/rule-sets/{v_special}/publish/",       "json",  RULE,  [201, 403, 403, 403, 403, 403, 403, 403, 401]),
    ("votes/new/",                                  "post",  NEW,   [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("votes/{v_draft2}/",                             "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{v_running2}/",                           "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{v_done2}/",                              "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{v_draft}/edit/",                         "post",  NEW,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_draft2}/history/",                     "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{v_draft}/items/new/",                    "post",  ITEM,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("vote-items/{v_item}/edit/",                     "post",  ITEM,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("vote-items/{v_item}/drop/",                     "post",  {},    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_running}/notices/new/",                "post",  HUNG,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_draft}/post-roll/",                    "post",  ROLL,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_running2}/slips/",                     "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{v_running}/slips/ask/",                  "post",  {},    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("slip-batches/{v_batch}/print/",                 "post",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_running2}/canvass/",                   "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("seats/{v_seat}/deliver/",                       "post",  CAME,  [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("deliveries/{v_delivery}/call-back/",            "post",  RANG,  [409, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_running2}/papers/",                    "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{v_running}/papers/new/",                 "post",  GOT,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("papers/{v_paper2}/",                            "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("papers/{v_paper}/read/",                        "get",   {},    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("papers/{v_unequal}/rule/",                      "get",   {},    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("papers/{v_paper}/void/",                        "post",  WHY,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_running2}/disputes/",                  "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("disputes/{v_dispute}/annul/",                   "post",  SAID,  [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("ballots/{v_ballot}/withdraw/",                  "post",  WHY,   [409, 409, 403, 404, 403, 404, 404, 404, 302]),
    ("votes/{v_running2}/audit/",                     "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("votes/{v_done}/bundle/ask/",                    "post",  WHY,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("bundle-requests/{v_asked}/take/",               "get",   {},    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("v/{v_running2}/",                               "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("v/{v_draft}/",                                  "get",   {},    [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("v/{v_running2}/notice/",                        "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("v/{v_done2}/certificate/",                      "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("b/",                                          "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("b/open/",                                     "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("b/vote/",                                     "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("b/check/",                                    "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("b/done/",                                     "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("b/dispute/",                                  "get",   {},    [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("b/receipt/",                                  "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("b/2222222222222222",                          "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("b/2222222222222222/",                         "get",   {},    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/votes/",                               "rows",  {},    [ 14,   7,   7,   7,  14,   0,   0,   0,  12]),
    ("api/v1/votes/",                               "json",  NEW,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/votes/{v_draft}/",                       "get",   {},    [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/votes/{v_draft}/",                       "patch", WHY,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/votes/{v_running2}/result/",             "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/votes/{v_running2}/bundle/",             "get",   {},    [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/votes/{v_running2}/audit/",              "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/votes/{v_draft}/post-roll/",             "json",  ROLL,  [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("votes/{v_draft}/menu/",                         "get",   {},    [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("api/v1/votes/{v_draft}/menu/",                  "json",  {},    [400, 400, 400, 404, 400, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/menu/",        "json",  {},    [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/deliveries/{v_delivery}/call-back/",     "json",  RANG,  [409, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/call-back-draws/",                       "rows",  {},    [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/call-back-draws/{v_draw2}/",             "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/votes/{v_draft}/lock/",                  "json",  DAYS,  [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/votes/{v_draft}/open/",                  "json",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/votes/{v_running}/close/",               "json",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 401]),
    ("api/v1/votes/{v_running}/declare/",             "json",  {},    [409, 409, 409, 404, 403, 404, 404, 404, 401]),
    ("api/v1/votes/{v_running}/void/",                "json",  WHY,   [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/consultations/",                       "rows",  {},    [  0,   0,   0,   0,   0,   0,   0,   0,   0]),
    ("api/v1/consultations/{v_running}/",             "get",   {},    [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/bundle/", "get", {}, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/audit/", "get", {}, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/post-roll/", "json", ROLL, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/lock/", "json", DAYS, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/open/", "json", {}, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/close/", "json", {}, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/declare/", "json", {}, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/consultations/{v_running}/void/", "json", WHY, [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/rule-sets/{v_special}/", "get", {}, [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/vote-items/",                          "json",  ITEM_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/vote-items/{v_item}/",                   "patch", WHY,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/rule-sets/",                           "rows",  {},    [  6,   6,   6,   6,   6,   6,   6,   6,   6]),
    ("api/v1/deliveries/",                          "rows",  {},    [ 50,  30,  30,  30,  50,   0,   0,   0,   0]),
    ("api/v1/consultations/{v_running}/result/",    "get",   {},    [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("api/v1/deliveries/{v_delivery2}/",              "get",   {},    [200, 404, 404, 200, 200, 404, 404, 404, 404]),
]  # fmt: skip
FIRMS = {}
