"""Factories of the readers of bulletins; each makes the smallest true thing."""

import factory
from factory.django import DjangoModelFactory

from reports import models as reports
from reports.mailing.actions import mark
from tests.factories import AreaFactory, ReportFactory
from tests.factories_gates import OutboxMessageFactory


class ReaderFactory(DjangoModelFactory):
    class Meta:
        model = reports.Reader

    area = factory.SubFactory(AreaFactory)
    unit = factory.Sequence(lambda n: f"单位{n}")
    email = factory.Sequence(lambda n: f"reader{n}@example.com")
    fingerprint = factory.LazyAttribute(lambda o: mark(o.email))


class MailingFactory(DjangoModelFactory):
    class Meta:
        model = reports.Mailing

    report = factory.SubFactory(ReportFactory)
    reader = factory.SubFactory(ReaderFactory, area=factory.SelfAttribute("..report.area"))
    message = factory.SubFactory(OutboxMessageFactory)
