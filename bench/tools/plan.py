"""`python -m bench.tools.plan`: what figures, dashboard and list cost in the database at hand."""

import os
import re
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from knox.models import get_token_model  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.tools.timing import ms  # noqa: E402
from communities.models import Community  # noqa: E402
from reports import figures  # noqa: E402

FLOOR = "SELECT area_id, count(*), sum(floor_area), sum(households) FROM communities_community GROUP BY area_id"
LISTS = [
    "limit=50",
    "limit=50&area=330203",
    "limit=50&area=330203006",
    "limit=50&q=桂花",
    "limit=50&ordering=-floor_area",
]
READS = re.compile(
    r"Seq Scan on communities_community|communities_comm\w+(?= on communities_comm)|community_\w+(?= on)"
)


def statements(work):
    with CaptureQueriesContext(connection) as found:
        work()
    return [query["sql"] for query in found.captured_queries]


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def lists(client):
    """Each list: time, the rows it found, and how PostgreSQL reads the register for it."""
    for query in [*LISTS, f"limit=50&offset={Community.objects.count() - 50}"]:
        ask = partial(client.get, f"/api/v1/communities/?{query}")
        page = next(sql for sql in statements(ask) if "json_agg" in sql)
        plan = "\n".join(line for (line,) in run(f"EXPLAIN {page}"))
        used = ", ".join(dict.fromkeys(READS.findall(plan)))
        print(f"  list ?{query:32} {ms(ask):7.1f} ms  {ask().json()['count']:7,} rows  {used}")


def main():
    year = timezone.localdate().year
    city = User.objects.get(username="city")
    _, token = get_token_model().objects.create(user=city)
    page = Client(SERVER_NAME="localhost")
    page.force_login(city, backend="django.contrib.auth.backends.ModelBackend")
    floor = ms(lambda: run(FLOOR))
    print(f"{Community.objects.count():,} communities; one grouped count of them {floor:.1f} ms")
    for code in ("3302", "330203", "330203006"):
        work = partial(figures.plan, code, year)
        took, count = ms(work), len(statements(work))
        print(f"  figures of {code:10} {took:7.1f} ms  {took / floor:5.1f} × the grouped count  {count} statements")
    home = partial(page.get, "/")
    print(f"  dashboard             {ms(home):7.1f} ms  {len(statements(home))} statements")
    lists(Client(SERVER_NAME="localhost", headers={"Authorization": f"Token {token}"}))


main()
