"""An objection is written down for a household of the roll, and answered once."""

from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from resident_participation.objections.models import Objection
from resident_participation.votes.models import Round


def file(round_, *, by, number, text, filed_on):
    """What the household with that number on the roll has against a round that is announced and not yet over."""
    if words := not_now(round_):
        raise Refused("not_now", words)
    seat = round_.seats.filter(number=number, votes=True).first()
    if seat is None:
        words = "名册里没有这个号"
        raise Refused("no_seat", words, {"number": [words]})
    if not round_.notice_from <= filed_on <= timezone.localdate():
        words = f"提出日期要在公示开始（{round_.notice_from:%m月%d日}）以后，不能晚于今天"
        raise Refused("wrong_day", words, {"filed_on": [words]})
    new = Objection(round=round_, seat=seat, text=text.strip(), filed_on=filed_on)
    with change(new, by=by, act=Act.OBJECTION_FILE) as made:
        pass
    return made


def not_now(round_):
    """Why no objection can be made now, in words; "" while one can."""
    if round_.status in (Round.Status.DRAFT, Round.Status.VOID):
        return "公示以后、结果公示结束以前才能提异议"
    if round_.status == Round.Status.CLOSED and timezone.localdate() > round_.result_to:
        return f"结果公示到{round_.result_to:%Y年%m月%d日}，已经结束"
    return ""


def reply(objection, *, by, reply):
    """Say what becomes of it. Residents read the reply, so it names nobody."""
    with change(objection, by=by, act=Act.OBJECTION_REPLY) as o:
        Objection.LIFECYCLE.step(o, Act.OBJECTION_REPLY)
        o.reply, o.replied_on = reply.strip(), timezone.localdate()
    return o
