"""设施种类 and their standards, as the product ships them (communities/data/README.md says where they come from)."""

import csv
from pathlib import Path

from communities.completeness.models import CompletenessItem
from communities.facilities.models import FacilityKind
from core import thresholds
from core.reference import reference

DATA = Path(__file__).parents[1] / "data"


@reference
def facility_kinds():
    """Kinds that are missing; a kind finds its item of the complete community as soon as the items are there."""
    items = set(CompletenessItem.objects.values_list("pk", flat=True))
    with (DATA / "facility_kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    links = {row["code"]: int(row.pop("item") or 0) for row in rows}
    FacilityKind.objects.bulk_create([FacilityKind(**row) for row in rows], ignore_conflicts=True)
    for kind in FacilityKind.objects.filter(item=None, code__in=[code for code, no in links.items() if no in items]):
        FacilityKind.objects.filter(pk=kind.pk).update(item=links[kind.pk])


@reference
def facility_thresholds():
    thresholds.load(DATA / "facility_thresholds.csv")
