"""Initiatives in public, and at a household's own pages: start one, co-sign, leave again."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from core.errors import Refused
from resident_participation.cards.offers import Offer, offer
from resident_participation.cards.public_views import OfHousehold
from resident_participation.initiatives import actions, figures, forms
from resident_participation.initiatives.models import Initiative
from resident_participation.public.pages import OfCommunity, Voices

State = Initiative.State


class CommunityInitiatives(Voices):
    """/c/{code}/initiatives/."""

    title, lead = "改造倡议", "住户提出想改什么，邻居联名；到了户数，街道在期限内答复"
    part, together = "resident_participation/_initiatives.html", "plan"

    def facts(self, community):
        return figures.facts(community)


class PublicInitiative(OfCommunity):
    """/c/{code}/initiatives/{id}/."""

    template_name, together = "resident_participation/public_initiative.html", "plan"

    def get_context_data(self, code, pk, **kwargs):
        self.pk = pk
        return super().get_context_data(code=code, **kwargs)

    def facts(self, community):
        one = next(iter(figures.told(community.initiatives.public().filter(pk=self.pk))), None)
        if one is None:
            raise Http404
        return {"initiative": one}


@offer(order=40)
def initiatives(row):
    """Those that neighbours can co-sign now, in one line."""
    running = Initiative.objects.filter(community=row.community_id, state=State.SIGNING)
    left = running.exclude(signatures__row=row).count()
    if not (count := running.count()):
        return []
    words = f"{left} 件还没有联名" if left else "都已联名"
    url = reverse("resident_participation:household_initiatives")
    return [Offer(f"改造倡议：{count} 件正在联名", words, url, not left)]


class OwnInitiatives(OfHousehold):
    """What a household may read: what is published in its community, and its own."""

    def readable(self):
        own = Q(row=self.row) | Initiative.PUBLIC_ROWS
        return Initiative.objects.filter(own, community=self.community).signed().order_by("-filed_on", "-pk")


class HouseholdInitiatives(OwnInitiatives):
    """/h/initiatives/."""

    def get(self, request):
        signed = set(self.row.signatures.values_list("initiative_id", flat=True))
        found = list(self.readable())
        running = any(i.row_id == self.row.pk and i.state in Initiative.RUNNING for i in found)
        return self.show("household_initiatives", initiatives=found, signed=signed, running=running)


class HouseholdInitiativeNew(OfHousehold):
    """/h/initiatives/new/."""

    def get(self, request, form=None, status=200):
        return self.show("household_initiative_new", status, form=form or forms.StartForm())

    def post(self, request):
        form = forms.StartForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.get(request, form)
        try:
            initiative = actions.start(by=self.actor, **form.cleaned_data)
        except (Refused, ValidationError) as error:
            for name, words in faults(error).items():
                form.add_error(name if name in form.fields else None, words)
            return self.get(request, form, status=409)
        return redirect("resident_participation:household_initiative", initiative.pk)


def faults(error):
    if isinstance(error, ValidationError):
        return error.message_dict
    return error.fields or {NON_FIELD_ERRORS: [error.message]}


class HouseholdInitiative(OwnInitiatives):
    """/h/initiatives/{id}/: read it, then one button: join, leave, or (its own, not yet published) take it back."""

    acts = {"sign": actions.sign, "unsign": actions.unsign, "withdraw": actions.withdraw}

    def get(self, request, pk, refused="", status=200):
        initiative = get_object_or_404(self.readable(), pk=pk)
        own, signed = initiative.row_id == self.row.pk, initiative.signatures.filter(row=self.row).exists()
        may = {
            "sign": not signed and initiative.state in (State.SIGNING, State.REACHED),
            "unsign": signed and not own and initiative.state == State.SIGNING,
            "withdraw": own and initiative.state == State.FILED,
        }
        found = {"initiative": initiative, "own": own, "signed": signed, "may": may, "refused": refused}
        return self.show("household_initiative", status, **found)

    def post(self, request, pk):
        initiative = get_object_or_404(self.readable(), pk=pk)
        act = self.acts.get(request.POST.get("act", ""))
        if act is None:
            return redirect(request.path)
        try:
            act(initiative, by=self.actor)
        except Refused as refused:
            return self.get(request, pk, refused.message, status=409)
        return redirect(request.path)
