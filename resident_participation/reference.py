"""Loads the categories of feedback with their clocks; rows an administrator changed stay."""

import csv
from pathlib import Path

from core import thresholds
from core.reference import reference
from resident_participation.models import FeedbackCategory

DATA = Path(__file__).parent / "data"
CATEGORIES = DATA / "feedback_categories.csv"


@reference
def categories():
    with CATEGORIES.open(encoding="utf-8", newline="") as file:
        rows = [FeedbackCategory(order=n, **row) for n, row in enumerate(csv.DictReader(file))]
    FeedbackCategory.objects.bulk_create(rows, ignore_conflicts=True)


@reference
def numbers():
    thresholds.load(DATA / "participation_thresholds.csv")
