"""Reference data that the product ships: each app's `reference.py` registers loaders, `load_reference` runs them.

A loader is idempotent and only adds what is missing: rows that an administrator changed stay as they are.
"""

from django.utils.module_loading import autodiscover_modules

LOADERS = []


def reference(load):
    LOADERS.append(load)
    return load


def load_all():
    autodiscover_modules("reference")
    for load in LOADERS:
        load()
