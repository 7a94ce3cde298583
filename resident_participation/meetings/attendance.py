"""签到: a member, a household of the roll or a guest came. Whoever ticks second is told who ticked first."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change, remove
from core.errors import Refused
from resident_participation.bodies.models import Member
from resident_participation.meetings import quorum
from resident_participation.meetings.actions import hold
from resident_participation.meetings.models import Attendance, Meeting
from resident_participation.public_text import must_be_public
from resident_participation.rolls.models import place_of

Capacity, Way = Attendance.Capacity, Attendance.Way


def sign(meeting, *, by, **who):
    """Write one arrival down, within a transaction that holds the meeting."""
    Meeting.LIFECYCLE.step(meeting, Act.MEETING_SIGN)
    new = Attendance(meeting=meeting, by_id=by.pk, at=timezone.now(), **who)
    with change(new, by=by, act=Act.MEETING_SIGN) as attendance:
        pass
    return attendance


@transaction.atomic
def room(meeting, *, by, building, unit, room, capacity=Capacity.OWNER, way=Way.TAP, every=False):
    """A household signs in: [its Attendance], with `every` those of the same owner's other rooms as well.

    Ticked twice, it is there once: the one that is there is given back. Refuses `not_on_roll` and `no_vote`.
    """
    held, place = hold(meeting), (building, unit, room)
    by.require(Act.MEETING_SIGN, held)
    roll = quorum.titles(held)
    if place not in roll:
        raise Refused("not_on_roll", f"业主名册里没有{place_of(*place) or '这一户'}", {"room": ["名册里没有这一户"]})
    if not roll[place].votes:
        raise Refused("no_vote", f"{place_of(*place)}是车位或车库，不算户数和面积", {"room": ["车位、车库不用签到"]})
    wanted = [place, *(siblings(roll, place) if every else [])]
    there = {(a.building, a.unit, a.room): a for a in held.attendances.exclude(room="").select_related("by")}
    return [
        there.get(one) or sign(held, by=by, building=one[0], unit=one[1], room=one[2], capacity=capacity, way=way)
        for one in wanted
    ]


def siblings(roll, place):
    """The places of the same owner's other voting titles."""
    return sorted(p for p, title in roll.items() if p != place and title.votes and title.owner == roll[place].owner)


@transaction.atomic
def member(meeting, *, by, member, way=Way.TAP):
    """A member of the body that called the meeting; nobody sits there by proxy (art. 33)."""
    held = hold(meeting)
    by.require(Act.MEETING_SIGN, held)
    if not Member.objects.filter(body=held.body_id, pk=member.pk).sitting(held.day).exists():
        raise Refused("not_a_member", f"不是“{held.body}”在任的成员", {"member": ["不是在任的成员"]})
    there = held.attendances.filter(member=member).select_related("by").first()
    return there or sign(held, by=by, member=member, way=way)


@transaction.atomic
def guest(meeting, *, by, guest):
    """Somebody attends by office: the office is written down, not the name."""
    held = hold(meeting)
    must_be_public(guest=guest)
    return sign(held, by=by, guest=guest.strip())


@transaction.atomic
def strike(attendance, *, by):
    """Ticked by mistake; the log keeps who did and undid it."""
    held = hold(attendance.meeting)
    Meeting.LIFECYCLE.step(held, Act.MEETING_SIGN)
    remove(attendance, by=by, act=Act.MEETING_SIGN)
    return held
