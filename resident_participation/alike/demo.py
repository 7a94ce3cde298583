"""A community of the demo street where many report the same: what the panel and the clusters are for."""

import csv
from datetime import datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from communities.models import Community
from resident_participation.cases.actions import log
from resident_participation.models import FeedbackCategory

SAYINGS = Path(__file__).parent.parent / "data" / "demo_alike.csv"
STREET = "330203006"


def build(today, *, by):
    """Logs every row of `demo_alike.csv`; one household reports three times, some leave no number. Returns how many."""
    home = Community.objects.filter(area=STREET).order_by("-households", "pk").first()
    categories = FeedbackCategory.objects.in_bulk()
    with SAYINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for n, row in enumerate(rows):
        moment = datetime.combine(today - timedelta(days=int(row["days_ago"])), time(9 + n % 8, 7 * n % 60))
        log(
            home,
            row["text"],
            by=by,
            category=categories[row["category"]],
            building=row["building"],
            received_at=timezone.make_aware(moment),
            contact_phone=row["phone"],
            channel=row["channel"],
        )
    return len(rows)
