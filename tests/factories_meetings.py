"""Factories of bodies, meetings and the 能人库; each makes the smallest true thing."""

import hashlib
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from resident_participation import models as participation
from tests.factories import CommunityFactory

TODAY = timezone.localdate


class BodyFactory(DjangoModelFactory):
    """A council in office, whose term began a year ago and has two years left."""

    class Meta:
        model = participation.Body

    community = factory.SubFactory(CommunityFactory)
    area = factory.SelfAttribute("community.area")
    kind, name, chosen, state = "council", "双桥新村居民议事会", "residents", "serving"
    term_from = factory.LazyFunction(lambda: TODAY() - timedelta(days=365))
    term_to = factory.LazyFunction(lambda: TODAY() + timedelta(days=730))


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = participation.Member

    body = factory.SubFactory(BodyFactory)
    name, phone, side, chosen, interests = "王小明", "13812342071", "owner", "elected", "没有"
    from_on, to_on = factory.SelfAttribute("body.term_from"), factory.SelfAttribute("body.term_to")
    declared_on = factory.SelfAttribute("body.term_from")


class MeetingFactory(DjangoModelFactory):
    """A meeting of its body's members, today."""

    class Meta:
        model = participation.Meeting

    body = factory.SubFactory(BodyFactory)
    area, community = factory.SelfAttribute("body.area"), factory.SelfAttribute("body.community")
    title, place, phone = "停车位协调会", "社区会议室", "0574-00000000"
    starts_at = factory.LazyFunction(timezone.now)


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = participation.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = "东门停车位怎么划"


class SignInSheetFactory(DjangoModelFactory):
    class Meta:
        model = participation.SignInSheet

    meeting = factory.SubFactory(MeetingFactory, state="open")


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = participation.Attendance

    meeting = factory.SubFactory(MeetingFactory, state="open")
    guest = "街道城建办"


class MinutesFactory(DjangoModelFactory):
    class Meta:
        model = participation.Minutes

    meeting = factory.SubFactory(MeetingFactory)
    number, text, by_name = 1, "会上定了划线方案。", "陈岚"
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.text.encode()).hexdigest())


class ResolutionFactory(DjangoModelFactory):
    class Meta:
        model = participation.Resolution

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    title, owner = "东门划 12 个停车位", "社区居委会"
    decided_on = factory.LazyFunction(lambda: TODAY() - timedelta(days=20))
    due_on = factory.LazyFunction(lambda: TODAY() + timedelta(days=10))


class TalentFactory(DjangoModelFactory):
    class Meta:
        model = participation.Talent

    community = factory.SubFactory(CommunityFactory)
    name, phone, work = "周阿毛", "13812342071", "retired"
    skills, wishes = ["electrician"], ["supervise"]
    consent_on = factory.LazyFunction(lambda: TODAY() - timedelta(days=30))
    expires_on = factory.LazyFunction(lambda: TODAY() + timedelta(days=335))
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
