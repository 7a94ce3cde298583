"""Rollups and their checks; the product itself writes them with SQL."""

from django.utils import timezone
from factory import LazyFunction
from factory.django import DjangoModelFactory

from reports import models as reports


class RollupFactory(DjangoModelFactory):
    class Meta:
        model = reports.Rollup

    street, year, numbers = "330203006", 0, LazyFunction(dict)
    day, shape = LazyFunction(timezone.localdate), "0"


class RollupMarkFactory(DjangoModelFactory):
    class Meta:
        model = reports.RollupMark

    street = "330203006"


class RollupCheckFactory(DjangoModelFactory):
    class Meta:
        model = reports.RollupCheck

    day, rows = LazyFunction(timezone.localdate), 1
