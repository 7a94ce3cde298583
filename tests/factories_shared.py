"""Factories of supervision, assessment and outcome; each makes the smallest true thing."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from resident_participation import models as participation
from tests.factories import AttachmentFactory, CatalogueItemFactory, ProjectFactory, RollRowFactory


class ResidentSupervisorFactory(DjangoModelFactory):
    class Meta:
        model = participation.ResidentSupervisor

    project = factory.SubFactory(ProjectFactory, building=True)
    community = factory.LazyAttribute(lambda o: o.project.communities.first())
    name, number, meeting = "王小明", 1, "2026年3月2日居民议事会"
    chosen_on, declared_on, starts_on = date(2026, 3, 2), date(2026, 3, 3), date(2026, 4, 1)
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=200))


class SupervisionReportFactory(DjangoModelFactory):
    class Meta:
        model = participation.SupervisionReport

    supervisor = factory.SubFactory(ResidentSupervisorFactory)
    project = factory.SelfAttribute("supervisor.project")
    building, part, problem, channel = "公共区域", "road", "poor", "card"
    filed_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyAttribute(lambda o: o.filed_on + timedelta(days=5))
    first_due_on = factory.SelfAttribute("due_on")


class SupervisionReplyFactory(DjangoModelFactory):
    class Meta:
        model = participation.SupervisionReply

    report = factory.SubFactory(SupervisionReportFactory)
    office, text, by_name = "施工单位", "已重做", "李工"
    given_on = factory.LazyFunction(timezone.localdate)


class PhotoPrintFactory(DjangoModelFactory):
    class Meta:
        model = participation.PhotoPrint

    report = factory.SubFactory(SupervisionReportFactory)
    attachment = factory.LazyAttribute(lambda o: AttachmentFactory(target=o.report))
    average = -1


class WaveFactory(DjangoModelFactory):
    class Meta:
        model = participation.Wave

    project = factory.SubFactory(ProjectFactory, building=True)
    community = factory.LazyAttribute(lambda o: o.project.communities.first())
    occasion = "completion"
    opens_on = factory.LazyFunction(timezone.localdate)
    closes_on = factory.LazyAttribute(lambda o: o.opens_on + timedelta(days=21))


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = participation.Participation

    wave = factory.SubFactory(WaveFactory)
    row = factory.LazyAttribute(lambda o: RollRowFactory(community=o.wave.community))
    channel = "card"


class AnswerSheetFactory(DjangoModelFactory):
    class Meta:
        model = participation.AnswerSheet

    wave = factory.SubFactory(WaveFactory)
    sealed = "x"


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = participation.Remark

    wave = factory.SubFactory(WaveFactory)
    text = "路灯亮了"


class LowScoreFactory(DjangoModelFactory):
    class Meta:
        model = participation.LowScore

    wave = factory.SubFactory(WaveFactory)
    items = ["heard"]
    raised_on = date(2026, 11, 1)


class PromiseFactory(DjangoModelFactory):
    class Meta:
        model = participation.Promise

    project = factory.SubFactory(ProjectFactory, building=True)
    community = factory.LazyAttribute(lambda o: o.project.communities.first())
    item = factory.SubFactory(CatalogueItemFactory)
    planned, measure, locked_on = Decimal("3.00"), "幢", date(2026, 4, 1)
