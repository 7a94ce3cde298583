"""`python -m bench.tools.rollups`: the dashboard on rollups in the database at hand, and what keeping them costs."""

import os
import time
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.tools.timing import ms  # noqa: E402
from communities.models import Community  # noqa: E402
from reports import counts  # noqa: E402
from reports.rollups import store  # noqa: E402
from reports.rollups.models import RollupMark  # noqa: E402

STREET = "330203006"


def statements(work):
    with CaptureQueriesContext(connection) as found:
        work()
    return found.captured_queries


def once(work):
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def slowest(queries, number=3):
    for query in sorted(queries, key=lambda one: -float(one["time"]))[:number]:
        print(f"    {float(query['time']) * 1000:6.0f} ms  {query['sql'][:150]!r}")


def street_changes(year):
    """What a reader pays after a change of one street: its recount and its row."""
    RollupMark.objects.create(street=STREET)
    return once(lambda: store.read("", year))


def main():
    today = timezone.localdate()
    page = Client(SERVER_NAME="localhost")
    page.force_login(User.objects.get(username="city"), backend="django.contrib.auth.backends.ModelBackend")
    print(f"{Community.objects.count():,} communities")
    print(f"  everything counted again, all years {once(store.refresh_all):9.0f} ms")
    print(f"  full recount of the counts alone    {ms(partial(counts.count, '3302', today.year, today)):9.1f} ms")
    for code in ("3302", "330203", STREET):
        home = partial(page.get, f"/?area={code}")
        took, asked = ms(home), statements(home)
        print(f"  dashboard of {code:10}          {took:9.1f} ms  {len(asked)} statements")
        slowest(asked)
    print(f"  dashboard's rows read               {ms(partial(store.read, '', today.year)):9.1f} ms")
    print(f"  read after a change of one street   {min(street_changes(today.year) for _ in range(3)):9.1f} ms")


main()
