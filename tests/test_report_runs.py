"""173 areas × 12 months issued while workers die and three run at once: 2,076 reports, each once, as in a clean run."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from decimal import Decimal

import psycopg
import pytest
from django.db import connection

from accounts.models import Area
from core import jobs
from core.actors import SYSTEM
from core.models import Change, Job
from reports import actions, events
from reports.models import FrozenFigures, Report
from tests.factories import AreaFactory, BaselineMemberFactory, CommunityFactory, ProjectFactory

MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
DISTRICTS, STREETS = 10, 162


def city():
    """宁波市, ten districts, 162 streets; a plan in some of them."""
    for number in range(STREETS):
        AreaFactory(code=f"3302{number % DISTRICTS + 2:02d}{number // DISTRICTS + 1:03d}")
    for number, street in enumerate(Area.objects.streets().order_by("pk")[::40]):
        community = CommunityFactory(area=street, floor_area=Decimal(10000 + number))
        BaselineMemberFactory(community=community)
        begun = date(2025, 2 + 2 * number, 1)
        ProjectFactory(area=street, community=community, plan_year=2025, first_works_date=begun)


def work(_):
    """One of three workers: takes up whatever month is not done, again after each death."""
    place = Area.objects.get(pk="3302")
    try:
        for month in MONTHS * 40:
            if Report.objects.filter(period=month).count() < 173:
                job = actions.order("monthly", month, place, by=SYSTEM, below=True)
                with suppress(psycopg.OperationalError):
                    jobs.run(job.pk)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_every_report_of_a_year_is_made_once_whoever_dies(db, monkeypatch):
    city()
    assert Area.objects.count() == 1 + DISTRICTS + STREETS == 173
    rng, told, deaths = random.Random(7), events.issued, []

    def dangerous(report):
        told(report)
        if rng.random() < 0.03:
            deaths.append(report.pk)
            raise (psycopg.OperationalError if len(deaths) % 2 else RuntimeError)("killed")

    monkeypatch.setattr(events, "issued", dangerous)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert len(deaths) > 20
    keys = list(Report.objects.values_list("area_id", "kind", "period"))
    assert len(keys) == len(set(keys)) == 173 * 12 == 2076
    assert Change.objects.filter(act="report.issue").count() == 2076
    assert FrozenFigures.objects.count() == 12
    for month in MONTHS:
        clean = actions.compute("monthly", month)
        for code, sha in Report.objects.filter(period=month).values_list("area_id", "snapshot_sha256"):
            assert sha == actions.fingerprint(clean[code]), (month, code)


def test_a_long_downtime_is_made_up_for(people):
    place = AreaFactory(code="3302")
    actions.issue_all("monthly", "2026-07", place.pk, by=SYSTEM, below=True, progress=lambda *_: None)
    due = actions.missing("monthly")
    assert due[0] == "2026-08" and due == sorted(due)
    actions.order_due()
    assert [job.params["period"] for job in Job.objects.order_by("pk")] == due
