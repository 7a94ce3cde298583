"""The product's settings, with the raw views mounted beside its pages."""

from ningbo_renewal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.tools.urls"
