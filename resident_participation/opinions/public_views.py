"""Opinions in public, and at a household's own pages: what it says and what it was told."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from resident_participation.cards.offers import Offer, offer
from resident_participation.cards.public_views import OfHousehold
from resident_participation.opinions import actions, figures, forms
from resident_participation.opinions.models import OpinionWindow
from resident_participation.public.pages import Voices


class CommunityOpinions(Voices):
    """/c/{code}/opinions/: every window with its counts, every answered opinion with its reason."""

    title, lead = "方案意见和答复", "每一条意见都要答复采纳、部分采纳或者不采纳，并写明理由"
    part, together = "resident_participation/_opinions.html", "plan"

    def facts(self, community):
        return figures.facts(community)


@offer(order=30)
def opinions(row):
    """The windows that are open to a household; a closed one while its own opinion is there to read."""
    today, found = timezone.localdate(), []
    said = dict.fromkeys(row.opinions.values_list("window_id", flat=True))
    rows = OpinionWindow.objects.filter(community=row.community_id, opens_on__lte=today).select_related("round")
    for window in filter(lambda window: window.concerns(row), rows):
        if window.is_open or window.pk in said:
            until = f"到 {window.closes_on.month}月{window.closes_on.day}日为止" if window.is_open else "已经截止"
            url = reverse("resident_participation:household_opinions", args=[window.pk])
            found.append(Offer(f"征求意见：{window}", until, url, window.pk in said))
    return found


class HouseholdOpinions(OfHousehold):
    """/h/opinions/{window}/: this household's opinions with their answers, and the form for one more."""

    def dispatch(self, request, *args, pk, **kwargs):
        self.pk = pk
        return super().dispatch(request, *args, **kwargs)

    def window(self):
        rows = OpinionWindow.objects.filter(opens_on__lte=timezone.localdate()).select_related("round")
        found = rows.filter(pk=self.pk).first()
        if found is None or not found.concerns(self.row):
            raise Http404
        return found

    def get(self, request, form=None, status=200):
        window = self.window()
        own = self.row.opinions.filter(window=window).order_by("filed_at", "pk")
        form = form or forms.SayForm()
        return self.show("household_opinions", status, window=window, own=own, form=form, done="done" in request.GET)

    def post(self, request):
        window, form = self.window(), forms.SayForm(request.POST)
        if not form.is_valid():
            return self.get(request, form)
        try:
            actions.say(window, by=self.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.get(request, form, status=409)
        return redirect(f"{request.path}?done")
