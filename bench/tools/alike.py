"""`python -m bench.tools.alike 50000`: so many reports in the demo city; what a suggestion, a page, a lesson take."""

import os
import random
import sys
from datetime import timedelta

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
from resident_participation.alike import bayes, categories, words  # noqa: E402
from resident_participation.models import Feedback  # noqa: E402

BUSY = 1500  # reports of the busiest community within the window, with different words each


def many(count):
    """Copies of a message, its words made from the labelled ones; the busiest community gets the first `BUSY`."""
    rng, now = random.Random(1), timezone.now()
    model = Feedback.objects.filter(community__area="330203006").first()
    homes, texts = list(Community.objects.order_by("pk")), bayes.labelled()
    for n in range(count):
        (code, text), (_, more) = rng.choice(texts), rng.choice(texts)
        copy = Feedback(**{f.attname: getattr(model, f.attname) for f in Feedback._meta.concrete_fields[1:]})
        copy.number, copy.category_id, copy.text = f"B{n}", code, f"{text}，{more}"
        copy.community = model.community if n < BUSY else rng.choice(homes)
        copy.building = f"{rng.randint(1, 30)}幢{rng.randint(1, 4)}单元"
        copy.received_at = now - timedelta(days=rng.randint(0, 89 if n < BUSY else 700))
        yield copy


def statements(work):
    with CaptureQueriesContext(connection) as found:
        work()
    return len(found)


def main():
    Feedback.objects.bulk_create(many(int(sys.argv[1])), batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="city"), backend="django.contrib.auth.backends.ModelBackend")
    busy = Feedback.objects.filter(number="B0").select_related("community").get()
    usual = Feedback.objects.filter(number=f"B{BUSY + 1}").select_related("community").get()
    print(f"{Feedback.objects.count():,} reports, {busy.community.feedback.count():,} in the busiest community")
    for name, case in (("usual", usual), ("busiest", busy)):
        typed = {"community": case.community.code, "building": case.building, "text": case.text}
        doors = {
            "while typing": lambda typed=typed: client.post("/feedback/while-typing/", typed),
            "alike of a case": lambda case=case: client.get(f"/api/v1/feedback/{case.pk}/alike/"),
            "clusters": lambda case=case: client.get(f"/communities/{case.community_id}/feedback-clusters/"),
        }
        for door, work in doors.items():
            words.said.cache_clear()
            cold = ms_once(work)
            print(f"  {name}, {door}: {ms(work):.0f} ms, first {cold:.0f} ms, {statements(work)} statements")
    print(f"  communities with open reports: {ms(lambda: client.get('/feedback/clusters/')):.0f} ms")
    categories.classifier.cache_clear()
    print(f"  learning from {categories.MOST:,} closed cases, once a day and process: ", end="")
    print(f"{ms_once(lambda: categories.classifier(timezone.localdate())):.0f} ms")


def ms_once(work):
    since = timezone.now()
    work()
    return (timezone.now() - since) / timedelta(milliseconds=1)


if __name__ == "__main__":
    main()
