"""Asking for opinions on a scheme, saying one, answering each. Pages, API and the demo call these."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import privacy
from core.changes import change
from core.errors import Refused
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.voices.places import band_of
from resident_participation.votes.actions import hold
from resident_participation.votes.models import Round


@transaction.atomic
def ask(*, by, **values):
    """Open a window on a project's scheme, or on a round's package while it is a draft."""
    new = OpinionWindow(**values)
    by.require(Act.SCHEME_ASK, new)
    belongs(new)
    if new.closes_on < timezone.localdate():
        words = "截止日期已经过去"
        raise Refused("back_dated", words, {"closes_on": [words]})
    with change(new, by=by, act=Act.SCHEME_ASK) as window:
        pass
    return window


@transaction.atomic
def edit(window, *, by, version=None, **values):
    if window.round_id:
        hold(window.round)  # before the window, as in `taking`
    with change(window, by=by, act=Act.SCHEME_ASK, version=version) as w:
        before = (w.community_id, w.project_id, w.round_id)
        for name, value in values.items():
            setattr(w, name, value)
        if before != (w.community_id, w.project_id, w.round_id) and w.opinions.exists():
            raise Refused("has_opinions", "已经有住户提了意见，不能换成别的方案，请另开一次征求")
        belongs(w)
    return w


def belongs(window):
    """The scheme is one of this community's, and a round's package can still be changed."""
    project, round_ = window.project, window.round
    if project and not project.communities.filter(pk=window.community_id).exists():
        words = f"{project}里没有{window.community}"
        raise Refused("other_community", words, {"project": [words]})
    if round_ and round_.community_id != window.community_id:
        words = f"这一轮是{round_.community}的"
        raise Refused("other_community", words, {"round": [words]})
    if round_ and hold(round_).status != Round.Status.DRAFT:
        words = "这一轮已经定稿，不能再征求意见"
        raise Refused("locked", words, {"round": [words]})


@transaction.atomic
def say(window, *, by, topic, text, against=False):
    """A household's opinion on a topic, with its card. Said again before it is answered, it replaces the first.

    The window is locked, so that two phones of one household leave one opinion, and the round, so that none comes in
    behind its lock.
    """
    held, row = taking(window), by.row
    if not held.concerns(row):
        place = held.round.place if held.round_id else held.community
        raise Refused("not_concerned", f"这次只征求{place}住户的意见")
    if not held.is_open:
        raise Refused("window_closed", "现在不在征求意见的日期里")
    found = held.opinions.filter(row=row, topic=topic).first() or SchemeOpinion(window=held, row=row, topic=topic)
    with change(found, by=by, act=Act.SCHEME_SAY) as opinion:
        SchemeOpinion.LIFECYCLE.step(opinion, Act.SCHEME_SAY)
        opinion.building, opinion.band = row.building, band_of(row.floor)
        opinion.text, opinion.against = text.strip(), against
    return opinion


@transaction.atomic
def write(window, *, by, **values):
    """What somebody said at the counter or on paper, without a card: counted apart."""
    by.require(Act.SCHEME_WRITE, window)
    held = taking(window)
    if held.opens_on > timezone.localdate():
        raise Refused("window_closed", "征求意见还没有开始")
    with change(SchemeOpinion(window=held, **values), by=by, act=Act.SCHEME_WRITE) as opinion:
        opinion.text = opinion.text.strip()
    return opinion


def taking(window):
    """The window, locked, with its round: what waits for the round's lock waits here, and the other way round."""
    if window.round_id and hold(window.round).status != Round.Status.DRAFT:
        raise Refused("locked", "这一轮已经定稿，不再收意见")
    rows = OpinionWindow.objects.select_for_update(of=["self"]).select_related("community__area", "round__community")
    return rows.get(pk=window.pk)


def adopt(opinion, *, by, reply, public_text=""):
    return answer(opinion, by=by, act=Act.SCHEME_ADOPT, reply=reply, public_text=public_text)


def adopt_partly(opinion, *, by, reply, public_text=""):
    return answer(opinion, by=by, act=Act.SCHEME_ADOPT_PARTLY, reply=reply, public_text=public_text)


def decline(opinion, *, by, reply, public_text=""):
    return answer(opinion, by=by, act=Act.SCHEME_DECLINE, reply=reply, public_text=public_text)


def answer(opinion, *, by, act, reply, public_text):
    """Answer with a reason. Both are published, so neither may say who somebody is or how to reach them."""
    with change(opinion, by=by, act=act) as o:
        SchemeOpinion.LIFECYCLE.step(o, act)
        o.public_text, o.reply, o.answered_on = public_text.strip() or o.text, reply.strip(), timezone.localdate()
        privacy.refuse(o.public_text, "public_text")
        privacy.refuse(o.reply, "reply")
    return o
