"""The 20 items and their thresholds, as the product ships them (communities/data/README.md says where from)."""

import csv
from pathlib import Path

from communities.completeness.models import CompletenessItem
from core import thresholds
from core.reference import reference

DATA = Path(__file__).parents[1] / "data"


@reference
def completeness_items():
    with (DATA / "completeness_items.csv").open(encoding="utf-8", newline="") as file:
        rows = [CompletenessItem(**row) for row in csv.DictReader(file)]
    CompletenessItem.objects.bulk_create(rows, ignore_conflicts=True)


@reference
def completeness_thresholds():
    thresholds.load(DATA / "completeness_thresholds.csv")
