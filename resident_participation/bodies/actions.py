"""A body comes together, is installed with a lawful number of members, ends with its term. Pages and API call these."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from core.reveal import reveal
from resident_participation.bodies.models import Body, Member
from resident_participation.public_text import must_be_public

FIXED = ("community", "area", "kind", "term_from", "term_to", "chosen", "number")


def found(*, by, **values):
    """A body that is coming together; it may do nothing until it is installed."""
    with change(placed(Body(**values)), by=by, act=Act.BODY_EDIT) as body:
        pass
    return body


def placed(body):
    """A body lies where its community lies. Refuses `no_place` when it names neither community nor street."""
    if body.community_id:
        body.area = body.community.area
    elif body.area_id is None:
        words = "请选小区；没有小区的协调会请选街道"
        raise Refused("no_place", words, {"community": [words]})
    return body


def edit(body, *, by, version=None, **values):
    """Correct a body. Of one in office only name and contact: a term is not made longer by correcting it."""
    with change(body, by=by, act=Act.BODY_EDIT, version=version) as b:
        Body.LIFECYCLE.step(b, Act.BODY_EDIT)
        before = {name: getattr(b, name) for name in FIXED}
        for name, value in values.items():
            setattr(b, name, value)
        placed(b)
        changed = [name for name in FIXED if getattr(b, name) != before[name]]
        if b.state != Body.State.FORMING and changed:
            words = "就任以后不能再改小区、种类、产生方式和任期，任期到了请换届"
            raise Refused("term_is_fixed", words, {changed[0]: [words]})
    return b


def hold(body):
    return Body.objects.select_for_update(of=["self"]).select_related("area").get(pk=body.pk)


@transaction.atomic
def add_member(body, *, by, from_on=None, to_on=None, **values):
    """Somebody takes a seat, for the body's term unless said otherwise."""
    held = hold(body)
    if held.state == Body.State.ENDED:
        raise Refused("ended", f"“{held}”已经终止，不能再加成员")
    new = Member(body=held, from_on=from_on or held.term_from, to_on=to_on or held.term_to, **values)
    settle(new)
    with change(new, by=by, act=Act.BODY_EDIT) as member:
        pass
    return member


def edit_member(member, *, by, version=None, name="", phone="", **values):
    """Correct a member; an empty name or phone leaves what is there, as the form does not show it."""
    with change(member, by=by, act=Act.BODY_EDIT, version=version) as m:
        for field, value in values.items():
            setattr(m, field, value)
        m.name, m.phone = name or m.name, phone or m.phone
        settle(m)
    return m


def settle(member):
    """The seat lies within the body's term; what was declared is for everybody to read."""
    body = member.body
    must_be_public(interests=member.interests, office=member.office)
    if member.from_on < body.term_from or member.to_on > body.term_to:
        words = f"任职要在本届任期内（{body.term_from:%Y-%m-%d} 至 {body.term_to:%Y-%m-%d}）"
        raise Refused("outside_term", words, {"to_on" if member.to_on > body.term_to else "from_on": [words]})


def leave(member, *, by, date, reason):
    """A member goes before the term ends; the row stays, with the reason."""
    with change(member, by=by, act=Act.BODY_EDIT, note=reason) as m:
        if m.left_reason:
            raise Refused("left", "这位成员已经离任")
        if not m.from_on <= date <= m.to_on:
            words = f"离任日期要在任职期间（{m.from_on:%Y-%m-%d} 至 {m.to_on:%Y-%m-%d}）"
            raise Refused("outside_term", words, {"date": [words]})
        m.to_on, m.left_reason = date, reason.strip()
    return m


def reveal_member(member, *, by, reason):
    """Name and phone in clear; who looked stays on record."""
    reveal(member, by=by, act=Act.BODY_REVEAL, reason=reason, example="通知开会")
    return {"name": member.name, "phone": member.phone}


@transaction.atomic
def install(body, *, by, document=""):
    """It takes office: a lawful number of members, everybody's ties declared. The term before it ends with this."""
    if body.previous_id and (before := hold(body.previous)).state == Body.State.SERVING:
        finish(before, by=by, date=max(body.term_from - timedelta(days=1), before.term_from), reason="换届")
    with change(body, by=by, act=Act.BODY_INSTALL) as b:
        Body.LIFECYCLE.step(b, Act.BODY_INSTALL)
        if words := b.faults():
            raise Refused("not_complete", "还不能就任：" + "；".join(words))
        b.document = document.strip() or b.document
        if b.by_law and not b.document:
            words = "业主委员会要有备案证明，物业管理委员会要有组建文件，请填文号"
            raise Refused("no_document", words, {"document": [words]})
    return b


@transaction.atomic
def renew(body, *, by, term_from, term_to, chosen):
    """换届: the next term, with no members yet; the present one stays until the next is installed or its term ends."""
    held = hold(body)
    by.require(Act.BODY_RENEW, held)
    Body.LIFECYCLE.step(held, Act.BODY_RENEW)
    if held.next_terms.exclude(state=Body.State.ENDED).exists():
        raise Refused("forming", "下一届已经在组建")
    if term_from <= held.term_from:
        words = "下一届的任期要晚于这一届"
        raise Refused("not_later", words, {"term_from": [words]})
    same = {name: getattr(held, name) for name in ("area", "community", "kind", "name", "contact")}
    terms = {"number": held.number + 1, "previous": held, "term_from": term_from, "term_to": term_to, "chosen": chosen}
    with change(Body(**same, **terms), by=by, act=Act.BODY_RENEW) as following:
        pass
    return following


def end(body, *, by, date, reason):
    """It acts no more from the day after; its meetings and resolutions stay."""
    if date > timezone.localdate():
        words = "终止日期不能晚于今天"
        raise Refused("future", words, {"date": [words]})
    return finish(body, by=by, date=date, reason=reason.strip())


def finish(body, *, by, date, reason):
    with change(body, by=by, act=Act.BODY_END, note=reason) as b:
        Body.LIFECYCLE.step(b, Act.BODY_END)
        b.ended_on, b.end_reason = date, reason
    return b


def must_be_in_office(body, day, what):
    """Refuse an act of a body that is not in office on a day, in the words of the one who asks for it."""
    if body.in_office(day):
        return
    if body.state == Body.State.FORMING:
        raise Refused("not_in_office", f"“{body}”还没有就任，不能{what}")
    last = min(body.term_to, body.ended_on or body.term_to)
    if day > last:
        words = f"“{body}”的任期到 {last:%Y年%m月%d日}为止，不能再{what}。街道要先办换届"
        raise Refused("term_over", words)
    raise Refused("not_in_office", f"“{body}”{body.term_from:%Y年%m月%d日}才开始履职，不能{what}")
