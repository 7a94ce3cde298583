"""Factories of the enforcement subject; each makes the smallest true thing."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from resident_participation.enforcement import models as enforcement
from tests.factories import AreaFactory, CommunityFactory
from tests.factories_works import OrganisationFactory


class EnforcementDutyFactory(DjangoModelFactory):
    class Meta:
        model = enforcement.EnforcementDuty
        django_get_or_create = ["code", "valid_from"]

    code, name, lead, assists = "fire_lane", "占用、堵塞消防通道", "fire", ["police"]
    visit_days, settle_days, order = 1, 5, 10
    source, trust, valid_from = "清单", "known", date(2021, 3, 1)


class EnforcementBodyFactory(DjangoModelFactory):
    class Meta:
        model = enforcement.EnforcementBody

    area = factory.SubFactory(AreaFactory, code="330203")
    department = "fire"
    organisation = factory.SubFactory(OrganisationFactory, kind="government")


class StreetPowerFactory(DjangoModelFactory):
    class Meta:
        model = enforcement.StreetPower

    area = factory.SubFactory(AreaFactory, code="330203")
    matter, document, valid_from = "fire_lane", "海政发〔2022〕1号", date(2022, 1, 1)


class EnforcementCaseFactory(DjangoModelFactory):
    """Sent to the fire brigade on 22 September 2026, a Tuesday; settle, visit and so on are set by the test."""

    class Meta:
        model = enforcement.EnforcementCase

    number = factory.Sequence(lambda n: f"执260922-{n:04d}-0")
    community = factory.SubFactory(CommunityFactory)
    building = factory.Sequence(lambda n: f"{n % 900 + 1}幢")
    duty = factory.SubFactory(EnforcementDutyFactory)
    matter = factory.SelfAttribute("duty.code")
    text, department = "通道被占", "fire"
    reported_on = sent_on = date(2026, 9, 22)
    sign_due_on = visit_due_on = date(2026, 9, 24)
    settle_due_on = date(2026, 9, 29)
    due_on = factory.LazyAttribute(lambda o: None if o.state == "settled" else o.sign_due_on)
    state = "sent"


class JointActionFactory(DjangoModelFactory):
    class Meta:
        model = enforcement.JointAction

    area = factory.SubFactory(AreaFactory)
    title, held_on = "夜查", date(2026, 9, 24)
    departments, lead = ["fire", "police"], "fire"


class JointCaseFactory(DjangoModelFactory):
    class Meta:
        model = enforcement.JointCase

    case = factory.SubFactory(EnforcementCaseFactory)
    action = factory.SubFactory(JointActionFactory, area=factory.SelfAttribute("..case.community.area"))
