"""Factories of what belongs to a case; each makes the smallest true thing."""

import factory
from factory.django import DjangoModelFactory

from resident_participation import models as participation
from tests.factories import AreaFactory, FeedbackFactory


class SafetyWordFactory(DjangoModelFactory):
    class Meta:
        model = participation.SafetyWord
        django_get_or_create = ["word"]

    word, source = "漏电", "产品默认"


class CannedReplyFactory(DjangoModelFactory):
    class Meta:
        model = participation.CannedReply

    area = factory.SubFactory(AreaFactory)
    title = factory.Sequence(lambda n: f"常用{n}")
    text = "已安排人到现场"


class HandOverFactory(DjangoModelFactory):
    class Meta:
        model = participation.HandOver

    feedback = factory.SubFactory(FeedbackFactory)
    from_office, handler, office, reason = "白云街道", "district", "海曙区住建局", "需区里协调"


class ReplyFactory(DjangoModelFactory):
    class Meta:
        model = participation.Reply

    feedback = factory.SubFactory(FeedbackFactory)
    text, office = "已修好", "白云街道"


class CallBackFactory(DjangoModelFactory):
    class Meta:
        model = participation.CallBack

    feedback = factory.SubFactory(FeedbackFactory)
    outcome = "solved"


class PauseFactory(DjangoModelFactory):
    class Meta:
        model = participation.Pause

    feedback = factory.SubFactory(FeedbackFactory)
    why, reason = "material", "等配件"


class EscalationFactory(DjangoModelFactory):
    class Meta:
        model = participation.Escalation

    feedback = factory.SubFactory(FeedbackFactory)
    kind, level, severity_before, severity_after, note = "overdue", "district", "key", "hard", "超期"
