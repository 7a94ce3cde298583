"""Loads the categories of feedback with their clocks; rows an administrator changed stay."""

import csv
from pathlib import Path

from core.reference import reference
from resident_participation.models import FeedbackCategory

CATEGORIES = Path(__file__).parent / "data" / "feedback_categories.csv"


@reference
def categories():
    with CATEGORIES.open(encoding="utf-8", newline="") as file:
        rows = [FeedbackCategory(order=n, **row) for n, row in enumerate(csv.DictReader(file))]
    FeedbackCategory.objects.bulk_create(rows, ignore_conflicts=True)
