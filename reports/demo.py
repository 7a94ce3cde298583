"""The demo city, floor by floor, from the ground up; deterministic for a given day."""

import random
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

import accounts.demo
import communities.demo
import projects.demo
import resident_participation.demo
from core.jobs import run
from core.ledger import seal
from core.reference import load_all
from reports.actions import last_closed_month


def build(today) -> Iterator[str]:
    """Build everything; yields a sentence per part."""
