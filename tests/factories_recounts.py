"""Challenges, recounts and what comes of them; `tests.votes` makes them by the actions."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from resident_participation import models as participation
from tests.factories import PaperBallotFactory, RoundFactory, SeatFactory, UserFactory


class ChallengeFactory(DjangoModelFactory):
    class Meta:
        model = participation.Challenge

    seat = factory.SubFactory(SeatFactory)
    round = factory.SelfAttribute("seat.round")
    reason, filed_at = "唱票时听到念错", factory.LazyFunction(timezone.now)


class RecountFactory(DjangoModelFactory):
    class Meta:
        model = participation.Recount

    round = factory.SubFactory(RoundFactory)
    number, place, drawn_on, seed = "52818", "居委会会议室", factory.LazyFunction(timezone.localdate), "a:52818"
    papers, sample = factory.LazyFunction(lambda: [1]), 1
    drawn_at, drawn_by = factory.LazyFunction(timezone.now), factory.SubFactory(UserFactory)


class RecheckFactory(DjangoModelFactory):
    class Meta:
        model = participation.Recheck

    recount = factory.SubFactory(RecountFactory)
    paper = factory.SubFactory(PaperBallotFactory, round=factory.SelfAttribute("..recount.round"))
    sampled = True


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = participation.Correction

    recount = factory.SubFactory(RecountFactory)
    first_root, root, results = "a" * 64, "b" * 64, factory.LazyFunction(dict)
    declared_on, posted_to = date(2026, 6, 1), date(2026, 6, 7)
    public_bundle, sealed_bundle = "votes/x.json", "votes/x.sealed"


class CallBackDrawFactory(DjangoModelFactory):
    class Meta:
        model = participation.CallBackDraw

    round = factory.SubFactory(RoundFactory)
    drawn_at, seed, size = factory.LazyFunction(timezone.now), "a" * 32, 1
    population = factory.LazyFunction(lambda: [1])


class ObjectionFactory(DjangoModelFactory):
    class Meta:
        model = participation.Objection

    seat = factory.SubFactory(SeatFactory)
    round = factory.SelfAttribute("seat.round")
    text, filed_on = "挡住一楼采光", factory.LazyFunction(timezone.localdate)
