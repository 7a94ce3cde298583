"""共建 in public, in totals only, and at a household's own pages: what is asked of it, what it says."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from core.errors import Refused
from resident_participation.cards.offers import Offer, offer
from resident_participation.cards.public_views import OfHousehold
from resident_participation.clearances import actions, figures, forms
from resident_participation.clearances.models import Clearance, ClearanceAsk
from resident_participation.public.pages import Voices

OPEN = ClearanceAsk.State.OPEN


class CommunityClearances(Voices):
    """/c/{code}/clearances/."""

    title, lead = "共建：请大家一起做的事", "只公布合计。哪一户怎么说、出多少钱，不公布"
    together = "build"
    part = "resident_participation/_clearances.html"

    def facts(self, community):
        return figures.facts(community)


@offer(order=20)
def clearances(row):
    """What is asked of a household now."""
    rows = row.clearances.filter(ask__state=OPEN).select_related("ask").order_by("ask__due_on", "pk")
    return [
        Offer(
            f"请您家：{one.ask}",
            f"{one.ask.due_on.month}月{one.ask.due_on.day}日前　{one.get_state_display()}",
            reverse("resident_participation:household_clearance", args=[one.pk]),
            one.state != Clearance.State.WAITING,
        )
        for one in rows
    ]


class HouseholdClearance(OfHousehold):
    """/h/clearances/{id}/: what is asked, what this household pays, what it says."""

    def clearance(self, pk):
        return get_object_or_404(Clearance.objects.select_related("ask", "row"), pk=pk, row=self.row)

    def get(self, request, pk, form=None, status=200):
        one = self.clearance(pk)
        form = form or forms.SayForm(kind=one.ask.kind, initial={"reason": one.reason})
        may = one.ask.state == OPEN and one.state != Clearance.State.DONE
        return self.show("household_clearance", status, one=one, form=form, may=may, done="done" in request.GET)

    def post(self, request, pk):
        one = self.clearance(pk)
        form = forms.SayForm(request.POST, kind=one.ask.kind)
        if not form.is_valid():
            return self.get(request, pk, form)
        try:
            actions.say(one, by=self.actor, **form.cleaned_data)
        except Refused as refused:
            for name, words in (refused.fields or {None: [refused.message]}).items():
                form.add_error(name, words)
            return self.get(request, pk, form, status=409)
        return redirect(f"{request.path}?done")
