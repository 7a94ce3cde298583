"""What residents say and do together."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from resident_participation import models as participation
from tests.factories import CommunityFactory, ProjectFactory, RollRowFactory, RoundFactory


class OpinionWindowFactory(DjangoModelFactory):
    """On the draft package of a round."""

    class Meta:
        model = participation.OpinionWindow

    round = factory.SubFactory(RoundFactory)
    community = factory.SelfAttribute("round.community")
    title, text = "锅炉房改食堂方案", "一楼改食堂，油烟接到屋顶"
    opens_on = factory.LazyFunction(timezone.localdate)
    closes_on = date(2099, 1, 1)


class SchemeOpinionFactory(DjangoModelFactory):
    class Meta:
        model = participation.SchemeOpinion

    window = factory.SubFactory(OpinionWindowFactory)
    building, topic, text = "5幢", "place", "油烟口离我家太近"


class InitiativeFactory(DjangoModelFactory):
    """Signed by its own household, waiting for its review."""

    class Meta:
        model = participation.Initiative

    row = factory.SubFactory(RollRowFactory)
    community, building = factory.SelfAttribute("row.community"), factory.SelfAttribute("row.building")
    title, why = "门口建电动车充电棚", "飞线充电不安全"
    review_due_on = date(2099, 1, 1)


class SignatureFactory(DjangoModelFactory):
    class Meta:
        model = participation.Signature

    initiative = factory.SubFactory(InitiativeFactory)
    row = factory.SubFactory(RollRowFactory, community=factory.SelfAttribute("..initiative.community"))


class ClearanceAskFactory(DjangoModelFactory):
    """Asked in the first community of a project."""

    class Meta:
        model = participation.ClearanceAsk

    community = factory.SubFactory(CommunityFactory)
    project = factory.LazyAttribute(lambda o: ProjectFactory(area=o.community.area, community=o.community))
    kind, title, due_on = "cages", "拆除外墙保笼", date(2099, 1, 1)


class ClearanceFactory(DjangoModelFactory):
    class Meta:
        model = participation.Clearance

    ask = factory.SubFactory(ClearanceAskFactory)
    row = factory.SubFactory(RollRowFactory, community=factory.SelfAttribute("..ask.community"))
