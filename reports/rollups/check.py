"""The night's check: every rollup against a full recount; what differs is mended and written down."""

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Area
from reports.rollups import store
from reports.rollups.models import RollupCheck
from reports.rollups.sections import SECTIONS, recount

SHOWN = 200


@transaction.atomic
def check():
    """One row of evidence. Holds the keeper's lock, so that nobody keeps older figures meanwhile."""
    today = timezone.localdate()
    streets = sorted(Area.objects.filter(level=Area.Level.STREET).values_list("pk", flat=True))
    store.refresh_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [store.LOCK])
        differences = []
        for year in [None, *store.years()]:
            counted = recount(streets, year, today)
            kept = store.stored("", year, today, SECTIONS)  # after it: what changed meanwhile is noted, and no mistake
            wrong = {street: counted[street] for street in streets if kept[street] not in (None, counted[street])}
            differences += [told(street, year, kept[street], counted[street]) for street in wrong]
            if wrong:
                store.keep(cursor, wrong, year, today)
    rows = len(streets) * (1 + len(store.years()))
    return RollupCheck.objects.create(day=today, rows=rows, differences=differences[:SHOWN])


def told(street, year, kept, counted):
    """Which street and year, and both numbers of every section that differs."""
    parts = {
        name: {"kept": kept.get(name), "counted": counted.get(name)}
        for name in SECTIONS
        if kept.get(name) != counted.get(name)
    }
    return {"street": street, "year": year, "sections": parts}
