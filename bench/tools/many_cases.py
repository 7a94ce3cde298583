"""`python -m bench.tools.many_cases 50000`: so many cases all over the city, then what each page of them costs."""

import os
import statistics
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from resident_participation.cases import figures  # noqa: E402
from resident_participation.cases.models import Feedback  # noqa: E402

TURNS = 7
PAGES = ["", "?overdue=true", "?q=漏水", "?area=330203&open=true", "?mine=true", "board/", "map/points/", "figures/"]
RAW = """SELECT number, text, due_at FROM resident_participation_feedback
 ORDER BY closed_at DESC NULLS FIRST, due_at, id LIMIT 50"""


def multiply(count):
    """Copies of the demo's cases at other communities and hours; what hangs on a case stays with its original."""
    own = {"number": "'B' || lpad(n::text, 9, '0')", "external_number": "NULL", "lead_id": "NULL", "offer_id": "NULL",
           "community_id": "c.ids[1 + n %% array_length(c.ids, 1)]",
           "state": "CASE WHEN state IN ('merged', 'handed') THEN 'accepted' ELSE state END"}  # fmt: skip
    fields = [f.column for f in Feedback._meta.concrete_fields if not f.primary_key]
    values = ", ".join(own.get(column, f"f.{column}") for column in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO resident_participation_feedback ({", ".join(fields)})
            SELECT {values} FROM generate_series(1, %s) n
            JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
                  FROM resident_participation_feedback) f ON f.place = n %% f.many,
            (SELECT array_agg(id ORDER BY id) AS ids FROM communities_community) c""",
            [count - Feedback.objects.count()],
        )
        cursor.execute("VACUUM ANALYZE resident_participation_feedback")


def timed(work):
    taken = []
    for _ in range(TURNS):
        since = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - since))
    return statistics.median(taken)


def raw():
    with connection.cursor() as cursor:
        cursor.execute(RAW)
        cursor.fetchall()


def main(count):
    client = Client()
    client.force_login(User.objects.get(username="city"), backend="django.contrib.auth.backends.ModelBackend")
    few = {url: statements(client, url) for url in PAGES}
    multiply(count)
    print(f"{Feedback.objects.count():,} cases; plain SQL for a page of the inbox {timed(raw):.1f} ms")
    for url in PAGES:
        took, many = (
            timed(lambda url=url: client.get(f"/feedback/{url}", HTTP_HOST="localhost")),
            statements(client, url),
        )
        print(f"/feedback/{url:24} {took:7.0f} ms, {many} statements ({few[url]} with the demo's cases)")
    print(f"figures of the city {timed(lambda: figures.feedback('3302')):.0f} ms")
    print("index of the inbox:", "feedback_inbox" in Feedback.objects.all()[:50].explain())
    print("index of what waits for a call:", "feedback_waits" in Feedback.objects.filter(state="replied").order_by(
        "replied_at")[:50].explain())  # fmt: skip


def statements(client, url):
    with CaptureQueriesContext(connection) as found:
        answer = client.get(f"/feedback/{url}", HTTP_HOST="localhost")
    if answer.status_code != 200:
        raise SystemExit(f"/feedback/{url} answers {answer.status_code}")
    return len(found)


if __name__ == "__main__":
    main(int(sys.argv[1]))
