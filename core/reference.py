"""Reference data that the product ships: each app's `reference.py` registers loaders, `load_reference` runs them.

A loader is idempotent and only adds what is missing: rows that an administrator changed stay as they are.
"""

import csv

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

LOADERS = []


def reference(load):
    LOADERS.append(load)
    return load


def load_all():
    autodiscover_modules("reference")
    apps = {name: place for place, name in enumerate(settings.INSTALLED_APPS)}
    for load in sorted(LOADERS, key=lambda load: apps[load.__module__.split(".")[0]]):  # lower floors first
        load()


def load_csv(model, path):
    """Add the rows of a CSV that ships with the product; the header names the model's columns, "" is null or blank."""
    model.objects.bulk_create(rows_of(model, path), ignore_conflicts=True)


def rows_of(model, path):
    """The rows of such a CSV as unsaved records; a list is written as JSON."""
    fields = {f.attname: f for f in model._meta.concrete_fields}
    with path.open(encoding="utf-8", newline="") as file:
        return [model(**{name: read(fields[name], text) for name, text in row.items()}) for row in csv.DictReader(file)]


def read(field, text):
    return None if text == "" and field.null else field.to_python(text)
