"""What came in at the sign-in desk, whatever it was: a tick, a scanned slip, a member, a guest. For page and API."""

from core.errors import Refused
from resident_participation.ballots import slip_entry
from resident_participation.meetings import attendance
from resident_participation.meetings.models import Attendance
from resident_participation.slips import codes

ADDRESS = "/b/"  # a scanner types the whole address of the QR code


def sign(meeting, request, *, code="", member=None, guest="", building="", unit="", room="", **how):
    """[Attendance] of those who came. `request` says from where codes are tried, as wrong ones are counted."""
    by = request.user
    if member:
        return [attendance.member(meeting, by=by, member=member, way=how.get("way") or Attendance.Way.TAP)]
    if guest.strip():
        return [attendance.guest(meeting, by=by, guest=guest)]
    place = {"building": building, "unit": unit, "room": room}
    if code.strip():
        place = scanned(meeting, request, code)
        how["way"] = Attendance.Way.SLIP
    if not place["room"]:
        raise Refused("nobody", "请点一户、扫投票单，或者写列席单位", {"room": ["请点一户"]})
    return attendance.room(meeting, by=by, **place, **{name: given for name, given in how.items() if given})


def scanned(meeting, request, typed):
    """The room of a household's slip: typed, or the address that a scanner reads from its QR code."""
    try:
        slip = slip_entry.find(typed.strip().rsplit(ADDRESS, 1)[-1].strip("/"), request)
    except codes.Misread as fault:
        raise Refused("misread", str(fault), {"code": [str(fault)]}) from fault
    except Refused as refused:
        raise Refused(refused.code, refused.message, {"code": [refused.message]}) from refused
    seat = slip.seat
    if seat.round.community_id != meeting.community_id:
        raise Refused("other_community", "这张投票单是别的小区的", {"code": ["这张投票单是别的小区的"]})
    return {"building": seat.building, "unit": seat.unit, "room": seat.room}
