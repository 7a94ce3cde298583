"""`python -m bench.tools.circle`: what coverage and life circle cost in the database at hand, and by which index."""

import os
import re
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.tools.timing import ms  # noqa: E402
from communities.facilities import coverage  # noqa: E402
from communities.models import Community, Facility  # noqa: E402

SCANS = re.compile(r"(?:Index(?: Only)? Scan using|Bitmap Index Scan on|Seq Scan on) (\w+)")
KINDS = ("day_care", "sports_large", "bus_stop")


def plan_of(work):
    """The indexes and tables that the statement over the pairs reads, largest first as PostgreSQL lists them."""
    with CaptureQueriesContext(connection) as found:
        work()
    sql = next(query["sql"] for query in found.captured_queries if "WITH rule" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return ", ".join(dict.fromkeys(SCANS.findall("\n".join(line for (line,) in cursor.fetchall()))))


def main():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # which autovacuum does within a minute of the demo's loading
    print(f"{Community.objects.count():,} communities, {Facility.objects.count():,} facilities")
    every = coverage.standards()
    work = partial(coverage.coverage, "3302", every)
    print(f"  coverage of the city, {len(every.kinds)} kinds  {ms(work):7.1f} ms  {plan_of(work)}")
    for kind in KINDS:
        work = partial(coverage.coverage, "3302", coverage.standards(kind=kind))
        (found,) = work()
        of = f"{found.covered} of {found.communities}"
        print(f"  coverage of the city, {kind:13} {ms(work):7.1f} ms  {of}  {plan_of(work)}")
    community = Community.objects.filter(area__code__startswith="3302").exclude(longitude=None).first()
    work = partial(coverage.life_circle, community, every)
    print(f"  one community's circle            {ms(work):7.1f} ms  {plan_of(work)}")
    facility = Facility.objects.filter(area__code__startswith="3302", kind="health_center", state="open").first()
    print(f"  communities one facility serves   {ms(partial(coverage.served, facility, every)):7.1f} ms")
    page = Client(SERVER_NAME="localhost")
    page.force_login(User.objects.get(username="city"), backend="django.contrib.auth.backends.ModelBackend")
    print(f"  the city's page                   {ms(partial(page.get, '/life-circle/')):7.1f} ms")


main()
