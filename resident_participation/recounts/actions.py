"""Challenge, draw, look again, rule, declare what came of it. Nothing of the first result is touched."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import keyring, thresholds
from core.actors import SYSTEM
from core.changes import change, change_many
from core.errors import Refused
from resident_participation.ballots import casting
from resident_participation.paper.models import PaperBallot
from resident_participation.recounts.figures import window_closed
from resident_participation.recounts.models import Challenge, Correction, Recheck, Recount
from resident_participation.votes import actions, closing, drawing
from resident_participation.votes.models import Round
from resident_participation.votes.tally import Choice

State = Recount.State
PERCENT, LEAST = "recount.sample.percent", "recount.sample.least"  # 标准值


def seed_of(root, number):
    """The root of the declared result, and a number that nobody knew while the root was not declared."""
    return f"{root}:{number}"


def counted_papers(round_):
    """The paper ballots that the result rests on."""
    return round_.papers.filter(state=PaperBallot.State.DONE, ballot__standing="counted").order_by("number")


def seat_of(round_, number):
    """The household of a number on the frozen roll. Refused where there is none: only the roll may ask."""
    seat = round_.seats.filter(number=number, votes=True).first()
    if seat is None:
        words = "名册里没有这个号，只有名册里的住户能申请"
        raise Refused("no_seat", words, {"number": [words]})
    return seat


def challenge(seat, *, by, reason):
    """A household of the roll asks to have the paper ballots looked at again, while the result hangs."""
    round_ = seat.round
    if words := window_closed(round_):
        raise Refused("no_window", words)
    if not counted_papers(round_).exists():
        words = "这一轮没有计入的纸质票。网上的票凭回执号核对，全部选票可以用核对程序重算"
        raise Refused("no_papers", words)
    if seat.challenges.exists():
        raise Refused("challenged", "这一户已经申请过复核")
    new = Challenge(round=round_, seat=seat, reason=reason.strip(), filed_at=timezone.now(), recorded_by_id=by.pk)
    with change(new, by=by, act=Act.CHALLENGE_FILE) as made:
        pass
    return made


@transaction.atomic
def draw(round_, *, by, number, place, drawn_on, witnesses=""):
    """Choose the sample by a number drawn in a meeting. Once a round: a second draw would be a choice."""
    held = actions.hold(round_)
    by.require(Act.RECOUNT_DRAW, held)
    if held.status != Round.Status.CLOSED:
        raise Refused("not_declared", "公布结果以后才能复核")
    if Recount.objects.filter(round=held).exists():
        raise Refused("drawn", "这一轮已经抽取过，只能抽取一次")
    drawn_in_time(held, drawn_on)
    papers = list(counted_papers(held))
    if not papers:
        raise Refused("no_papers", "这一轮没有计入的纸质票")
    needs_key(held)
    size = drawing.size_of(len(papers), thresholds.value(PERCENT), thresholds.value(LEAST))
    new = Recount(
        round=held,
        number=number,
        place=place.strip(),
        drawn_on=drawn_on,
        witnesses=witnesses.strip(),
        seed=seed_of(held.root, number),
        papers=[paper.number for paper in papers],
        sample=size,
        drawn_at=timezone.now(),
        drawn_by_id=by.pk,
    )
    with change(new, by=by, act=Act.RECOUNT_DRAW) as recount:
        pass
    chosen = set(drawing.drawn(recount.seed, recount.papers, size))
    to_look_at(recount, [paper for paper in papers if paper.number in chosen], by=by, act=Act.RECOUNT_DRAW)
    return recount


def drawn_in_time(round_, day):
    """After somebody asked, and not in the future."""
    first = round_.challenges.order_by("filed_at").values_list("filed_at", flat=True).first()
    if first is None:
        raise Refused("no_challenge", "还没有住户申请复核")
    if not timezone.localdate(first) <= day <= timezone.localdate():
        words = f"抽取日期要在{timezone.localdate(first):%m月%d日}有人申请以后，不能晚于今天"
        raise Refused("wrong_day", words, {"drawn_on": [words]})


def needs_key(round_):
    if not keyring.exists(round_.key_name):
        raise Refused("key_gone", "这一轮的密钥已按期销毁，每户的选择看不到了，不能再复核")


def to_look_at(recount, papers, *, by, act):
    rows = [Recheck(recount=recount, paper=paper, sampled=act == Act.RECOUNT_DRAW) for paper in papers]
    change_many([(row, {}) for row in rows], by=by, act=act)


@transaction.atomic
def check(recheck, *, by, choices):
    """Read a paper again from its photo, not knowing what was counted. One that differs makes all papers be read."""
    held = hold(recheck, by, Act.RECOUNT_CHECK)
    if held.by_id:
        raise Refused("checked", "这张票已经复看过")
    Recount.LIFECYCLE.step(held.recount, Act.RECOUNT_CHECK)
    round_ = held.recount.round
    said = casting.checked(round_, choices)
    with change(held, by=by, act=Act.RECOUNT_CHECK) as r:
        r.by_id, r.at, r.agrees = by.pk, timezone.now(), said == counted(r.paper)
        r.sealed = keyring.seal(round_.key_name, json.dumps(said, sort_keys=True))
    if not r.agrees and held.recount.state == State.SAMPLE:
        widen(held.recount)
    return r


def widen(recount):
    """A sample with a mistake says that there may be more: every counted paper is looked at."""
    with change(recount, by=SYSTEM, act=Act.RECOUNT_WIDEN) as r:
        Recount.LIFECYCLE.step(r, Act.RECOUNT_WIDEN)
    rest = PaperBallot.objects.filter(round=r.round_id, number__in=r.papers).exclude(rechecks__recount=r)
    to_look_at(r, rest.order_by("number"), by=SYSTEM, act=Act.RECOUNT_WIDEN)


@transaction.atomic
def rule(recheck, *, by, choices, reason):
    """What a paper says on which the second look and the count differ, decided by one who did neither."""
    held = hold(recheck, by, Act.RECOUNT_RULE)
    if held.agrees is not False or held.ruled_by_id:
        raise Refused("nothing_to_rule", "只有复看不一致、还没有裁定的票才要裁定")
    if held.by_id == by.pk:
        raise Refused("own_check", "这张票是您复看的，请另一位同事裁定")
    if not reason.strip():
        raise Refused("needs_reason", "裁定要写明理由", {"reason": ["裁定要写明理由"]})
    Recount.LIFECYCLE.step(held.recount, Act.RECOUNT_RULE)
    round_ = held.recount.round
    said = casting.checked(round_, choices)
    with change(held, by=by, act=Act.RECOUNT_RULE) as r:
        r.ruled_by_id, r.ruled_at, r.reason = by.pk, timezone.now(), reason.strip()
        r.ruling = keyring.seal(round_.key_name, json.dumps(said, sort_keys=True))
    return r


def hold(recheck, by, act):
    """A recheck under its recount's lock, for somebody who had nothing to do with the paper before."""
    Recount.objects.select_for_update(of=["self"]).get(pk=recheck.recount_id)
    related = ("paper__seat", "paper__ballot", "recount__round__community__area")
    held = Recheck.objects.select_for_update(of=["self"]).select_related(*related).get(pk=recheck.pk)
    by.require(act, held)
    if held.paper.readings.filter(by=by.pk).exists():
        raise Refused("same_reader", "您录入或裁定过这张票，请没有看过的同事来办")
    if held.paper.seat.deliveries.filter(by=by.pk).exists():
        raise Refused("own_delivery", "这一户的投票单是您送的，请另一位同事来办")
    needs_key(held.recount.round)
    return held


def counted(paper):
    """{item id: choice} of the ballot that was counted for a paper."""
    return opened(paper.round, paper.ballot.sealed)


def opened(round_, sealed):
    return json.loads(keyring.unseal(round_.key_name, sealed))


def to_check(recount, user):
    """The papers that a person may look at now."""
    rows = recount.rechecks.filter(by=None).exclude(paper__readings__by=user.pk)
    return rows.exclude(paper__seat__deliveries__by=user.pk).distinct().order_by("-sampled", "paper__number")


def unfinished(recount):
    """What is missing before a recount can be declared, in words."""
    found = []
    if n := recount.rechecks.filter(by=None).count():
        found.append(f"还有 {n} 张没有复看")
    if n := recount.rechecks.filter(agrees=False, ruled_by=None).count():
        found.append(f"还有 {n} 张复看不一致，没有裁定")
    return found


@transaction.atomic
def finish(recount, *, by):
    """Publish what the recount found. Where a number changes there is a second result, which names the first."""
    round_ = actions.hold(recount.round)
    with change(recount, by=by, act=Act.RECOUNT_FINISH) as r:
        Recount.LIFECYCLE.step(r, Act.RECOUNT_FINISH)
        if words := unfinished(r):
            raise Refused("unfinished", "还不能公布：" + "；".join(words))
        needs_key(round_)
        r.finished_on = timezone.localdate()
    choices = corrected_choices(r, round_)
    about = closing.about(round_) | {"corrects": round_.root, "recount": r.seed}
    public, sealed = closing.counted(round_, about, choices)
    if public["results"] != round_.results:
        correct(r, round_, public, sealed, by=by)
        closing.correct_gates(round_, public, choices, by=by)
    return r


def corrected_choices(recount, round_):
    """{item id: {seat number: Choice}} as the round was counted, with what was ruled on the papers that differ."""
    found = closing.said(round_)
    for one in recount.rechecks.filter(agrees=False).select_related("paper__seat"):
        for item, choice in opened(round_, one.ruling).items():
            found[item][one.paper.seat.number] = Choice(choice)
    return found


def correct(recount, round_, public, sealed, *, by):
    today = timezone.localdate()
    new = Correction(
        recount=recount,
        first_root=round_.root,
        root=public["root"],
        results=public["results"],
        declared_on=today,
        posted_to=today + timedelta(days=closing.result_days(round_) - 1),
    )
    closing.keep_bundles(new, round_, f"round-{round_.pk}-2", public, sealed)
    with change(new, by=by, act=Act.RECOUNT_FINISH) as correction:
        pass
    return correction
