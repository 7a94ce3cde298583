"""A household asks for a recount by its slip, without account or scripts."""

from django.shortcuts import redirect

from core.errors import Refused
from resident_participation.ballots.household import Household
from resident_participation.ballots.public_views import OfHousehold
from resident_participation.recounts import actions, figures
from resident_participation.recounts.forms import AskForm


class ChallengeBallots(OfHousehold):
    """「请再看一遍纸质票」."""

    def get(self, request):
        if figures.window_closed(self.round):
            return redirect("resident_participation:ballot_vote")
        return self.show("ballot_challenge", form=AskForm())

    def post(self, request):
        form = AskForm(request.POST)
        if form.is_valid():
            try:
                actions.challenge(self.seat, by=Household(self.seat.pk), reason=form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error(None, refused.message)
        if not form.is_valid():
            return self.show("ballot_challenge", form=form)
        return self.show("ballot_challenged")
