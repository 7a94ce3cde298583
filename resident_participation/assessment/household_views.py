"""A household's answer by its card: five questions on one page, once."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from resident_participation.assessment import actions, forms
from resident_participation.assessment.models import Channel, Wave
from resident_participation.cards.offers import Offer, offer
from resident_participation.cards.public_views import OfHousehold


def open_waves(community):
    today = timezone.localdate()
    return Wave.objects.filter(community=community, state=Wave.State.OPEN, opens_on__lte=today, closes_on__gte=today)


@offer(order=10)
def assess(row):
    """The waves that are open to a household; `done` once it has answered."""
    waves = list(open_waves(row.community))
    done = set(row.participations.filter(wave__in=waves).values_list("wave_id", flat=True))
    return [
        Offer(
            wave.get_occasion_display(),
            f"改造得怎么样，请打个分，五个问题。{wave.closes_on:%-m月%-d日}截止，一户一份。",
            reverse("resident_participation:assess", args=[wave.pk]),
            wave.pk in done,
        )
        for wave in waves
    ]


class Assess(OfHousehold):
    """Five questions; what was sent cannot be shown again, not even to its household."""

    def get(self, request, pk):
        return self.ask(self.find(pk))

    def post(self, request, pk):
        wave, form = self.find(pk), forms.AnswerForm(request.POST)
        if form.is_valid():
            channel = Channel.TABLET if self.helper else Channel.CARD
            try:
                values = forms.with_scores(form.cleaned_data)
                actions.take(wave, self.row, by=self.actor, channel=channel, helper=self.helper, **values)
                return redirect("resident_participation:assess", wave.pk)
            except Refused as refused:
                form.add_error(None, refused.message)
        return self.ask(wave, form)

    def find(self, pk):
        found = (
            Wave.objects.filter(community=self.community, pk=pk).select_related("community__area", "project").first()
        )
        if found is None:
            raise Http404
        return found

    def ask(self, wave, form=None):
        done = wave.participations.filter(row=self.row).exists()
        return self.show("assess", wave=wave, form=form or forms.AnswerForm(), done=done, open=wave.is_open())
