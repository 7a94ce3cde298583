"""A meeting from its preparation to its end. Pages, API and the demo call these."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change, remove
from core.errors import Refused
from resident_participation.bodies.actions import must_be_in_office
from resident_participation.bodies.law import AGENDA_DAYS, ASSEMBLY_DAYS, NATIONAL, NINGBO
from resident_participation.meetings import quorum
from resident_participation.meetings.models import AgendaItem, Meeting, SignInSheet
from resident_participation.public_text import must_be_public

State, Audience = Meeting.State, Meeting.Audience


def hold(meeting):
    """The meeting, locked until the transaction ends."""
    related = ("area", "body__area", "community", "round__community")
    return Meeting.objects.select_for_update(of=["self"]).select_related(*related).get(pk=meeting.pk)


def draft(*, by, **values):
    """A meeting in preparation, of a body in office on that day."""
    new = Meeting(**values)
    settle(new)
    with change(new, by=by, act=Act.MEETING_EDIT) as meeting:
        pass
    return meeting


def edit(meeting, *, by, version=None, **values):
    with change(meeting, by=by, act=Act.MEETING_EDIT, version=version) as m:
        Meeting.LIFECYCLE.step(m, Act.MEETING_EDIT)
        for name, value in values.items():
            setattr(m, name, value)
        settle(m)
    return m


def settle(meeting):
    """A body calls no meeting for a day on which it is not in office, none of owners that is not its own to call, and
    none of another place."""
    body = meeting.body
    must_be_public(text=meeting.text, place=meeting.place, title=meeting.title)
    must_be_in_office(body, timezone.localdate(), "召集会议")
    must_be_in_office(body, meeting.day, "召集这一天的会议")
    if meeting.audience == Audience.OWNERS and not body.by_law:
        words = f"业主大会由业主委员会或物业管理委员会召集（{NINGBO}第二十七条、第八十二条）"
        raise Refused("not_theirs", words, {"audience": [words]})
    locate(meeting)
    if meeting.round and meeting.round.community_id != meeting.community_id:
        words = "有关的表决不是这个小区的"
        raise Refused("other_round", words, {"round": [words]})


def locate(meeting):
    """In the community of its body; a street's body meets about its street or one of its communities."""
    body = meeting.body
    if body.community_id:
        own = meeting.community_id in (None, body.community_id)
        meeting.community = body.community if own else meeting.community
    else:
        own = meeting.community is None or meeting.community.area_id.startswith(body.area_id)
    if not own:
        words = f"“{body}”是{body.community or body.area}的，不能召集别处的会议"
        raise Refused("other_community", words, {"community": [words]})
    meeting.area = meeting.community.area if meeting.community else body.area


@transaction.atomic
def add_item(meeting, *, by, title, text="", matter=None):
    """An item of the agenda; once the notice is out there is no new one (hence the lock)."""
    held = hold(meeting)
    still_draft(held)
    must_be_public(title=title, text=text)
    order = (held.agenda.order_by("-order").values_list("order", flat=True).first() or 0) + 1
    new = AgendaItem(meeting=held, order=order, title=title.strip(), text=text.strip(), matter=matter)
    with change(new, by=by, act=Act.MEETING_EDIT) as item:
        pass
    return item


@transaction.atomic
def edit_item(item, *, by, version=None, **values):
    still_draft(hold(item.meeting))
    must_be_public(**{name: values.get(name, "") for name in ("title", "text")})
    with change(item, by=by, act=Act.MEETING_EDIT, version=version) as i:
        for name, value in values.items():
            setattr(i, name, value)
    return i


@transaction.atomic
def drop_item(item, *, by):
    held = hold(item.meeting)
    still_draft(held)
    remove(item, by=by, act=Act.MEETING_EDIT)
    return held


def still_draft(meeting):
    if meeting.state != State.DRAFT:
        raise Refused("locked", "通知发出以后不能再增加、修改或删除议题。没有通知的事项不得在会上决定，请另开一次会")


def call(meeting, *, by):
    """The notice goes out today; from now on the agenda stands. It goes out as early as the law asks."""
    today = timezone.localdate()
    with change(meeting, by=by, act=Act.MEETING_CALL) as m:
        Meeting.LIFECYCLE.step(m, Act.MEETING_CALL)
        settle(m)
        if not m.agenda.exists():
            raise Refused("no_agenda", "还没有议题，请先添加。通知发出以后不能再加")
        days, basis = notice_days(m)
        if (m.day - today).days < days:
            words = f"要提前 {days} 天通知（{basis}），现在离开会只有 {max((m.day - today).days, 0)} 天，请改会议时间"
            raise Refused("notice_too_short", words, {"starts_at": [words]})
        m.called_on = today
    return m


def notice_days(meeting):
    """(days between the notice and the meeting, the article that asks for them)."""
    if meeting.audience == Audience.OWNERS:
        return ASSEMBLY_DAYS, f"{NATIONAL}第十四条"
    if meeting.audience == Audience.MEMBERS and meeting.body.by_law:
        return AGENDA_DAYS, f"{NINGBO}第三十三条"
    return 0, ""


@transaction.atomic
def open_(meeting, *, by):
    """People may sign in: on the day, not before."""
    with change(meeting, by=by, act=Act.MEETING_OPEN) as m:
        Meeting.LIFECYCLE.step(m, Act.MEETING_OPEN)
        must_be_in_office(m.body, m.day, "开会")
        if timezone.localdate() < m.day:
            raise Refused("too_early", f"会议在 {m.day:%m月%d日}，当天才能开始签到")
        m.opened_at = timezone.now()
    with change(SignInSheet(meeting=m), by=by, act=Act.MEETING_OPEN):
        pass
    return m


@transaction.atomic
def close(meeting, *, by):
    """The meeting is over; who was present against the roll of this moment is kept as it stands."""
    hold(meeting)
    with change(meeting, by=by, act=Act.MEETING_CLOSE) as m:
        Meeting.LIFECYCLE.step(m, Act.MEETING_CLOSE)
        if not m.attendances.exists():
            raise Refused("nobody", "还没有人签到。会没有开成的，请先登记到会的人再结束")
        m.closed_at, m.result = timezone.now(), quorum.counted(m)
    return m


def cancel(meeting, *, by, reason):
    with change(meeting, by=by, act=Act.MEETING_CANCEL, note=reason) as m:
        Meeting.LIFECYCLE.step(m, Act.MEETING_CANCEL)
        must_be_public(reason=reason)
        m.cancel_reason = reason.strip()
    return m
