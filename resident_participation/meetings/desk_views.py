"""The sign-in desk, for a phone: one tap a household, members, guests, slips to scan, photos of the paper sheet."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.timezone import localtime

from accounts.policy import Act
from core.errors import Refused
from core.views import DetailPage
from resident_participation.bodies.models import Member
from resident_participation.meetings import attendance, forms, quorum, sign_in, words
from resident_participation.meetings.models import Meeting
from resident_participation.meetings.views import MeetingTabs
from resident_participation.rolls.models import place_of


class SignIn(MeetingTabs, DetailPage):
    model, template_name, tab = Meeting, "resident_participation/meeting_sign_in.html", "sign_in"

    def post(self, request, *args, **kwargs):
        """One arrival, or one taken back; then the desk again, where the person was."""
        meeting = self.object = self.get_object()
        request.user.require(Act.MEETING_SIGN, meeting)
        asked = {"building": request.POST.get("building") or request.GET.get("building", "")}
        try:
            if (undo := request.POST.get("undo", "")).isdecimal():
                self.take_back(meeting, int(undo))
            else:
                asked["signed"] = self.sign(meeting)[0].pk
        except Refused as refused:
            messages.error(request, refused.message)
        kept = {name: value for name, value in asked.items() if value}
        return HttpResponseRedirect(f"{request.path}?{urlencode(kept)}" if kept else request.path)

    def sign(self, meeting):
        form = forms.SignInForm(self.request.POST, user=self.request.user)
        if not form.is_valid():
            raise Refused("invalid", "；".join(words for own in form.errors.values() for words in own))
        came = sign_in.sign(meeting, self.request, **form.cleaned_data)
        messages.success(self.request, "、".join(f"{one} {localtime(one.at):%H:%M} 已签到" for one in came))
        return came

    def take_back(self, meeting, pk):
        found = meeting.attendances.filter(pk=pk).first()
        if found is None:
            raise Refused("gone", "这条签到已经撤销了")
        attendance.strike(found, by=self.request.user)
        messages.success(self.request, f"{found} 的签到已撤销")

    def get_context_data(self, **kwargs):
        m, user = self.object, self.request.user
        came = list(m.attendances.select_related("member__body", "by"))
        board = quorum.board(m)
        return super().get_context_data(
            board=board,
            cards=words.cards(board),
            members=with_attendance(m, came),
            guests=[one for one in came if one.guest],
            sheet=getattr(m, "sheet", None),
            may_sign=m.state == Meeting.State.OPEN and user.may(Act.MEETING_SIGN, m),
            **self.rooms(m, came),
            **kwargs,
        )

    def rooms(self, meeting, came):
        """One building's doors; the others as tabs with how many came of how many."""
        roll = {place: title for place, title in quorum.titles(meeting).items() if title.votes}
        there = {(one.building, one.unit, one.room): one for one in came if one.room}
        buildings = sorted({place[0] for place in roll}, key=lambda name: (len(name), name))
        asked = self.request.GET.get("building", "")
        building = asked if asked in buildings else next(iter(buildings), "")
        tabs = [
            (name, sum(place[0] == name for place in there), sum(place[0] == name for place in roll))
            for name in buildings
        ]
        doors = [{"unit": p[1], "room": p[2], "came": there.get(p)} for p in roll if p[0] == building]
        return {"buildings": tabs, "building": building, "doors": doors, "also": self.also(roll, there)}

    def also(self, roll, there):
        """Of the household that has just signed in: the same owner's other rooms that have not."""
        signed = self.request.GET.get("signed", "")
        place = next((place for place, one in there.items() if str(one.pk) == signed), None)
        left = [p for p in attendance.siblings(roll, place) if p not in there] if place in roll else []
        return {"place": place, "left": [place_of(*p) for p in left]} if left else None


def with_attendance(meeting, came):
    """[(member in office that day, its attendance or None)]."""
    there = {one.member_id: one for one in came if one.member_id}
    sitting = Member.objects.filter(body=meeting.body_id).sitting(meeting.day)
    return [(member, there.get(member.pk)) for member in sitting.select_related("body")]
