"""kill -9 in the middle of the work, of every part in turn: nothing is lost, nothing is doubled, the ledger holds."""

import csv
import io
import time
import urllib.request

from django.utils import timezone

from core.months import months_back
from tests.live import Api

MONTHS = 36  # enough work to be killed three times in the middle of it
ROWS = 10_000
PATIENCE = 90  # seconds until interrupted work is done; it is looked for every 15
REPORTS = "SELECT count(*) FROM reports_report"
ORDER = """
from accounts.models import Area
from core.actors import SYSTEM
from core.months import months_back
from django.utils import timezone
from reports.actions import order
for period in months_back(timezone.localdate(), %d)[1:]:
    order("monthly", period, Area.objects.get(code="3302"), by=SYSTEM, below=True)
"""
CLEAN = """
from reports.freezing import compute, fingerprint
from reports.models import Report
same = 0
for period in %r:
    found = {code: fingerprint(own) for code, own in compute("monthly", period).items()}
    issued = dict(Report.objects.of("monthly", period).values_list("area_id", "snapshot_sha256"))
    assert issued == {code: found[code] for code in issued}, period
    same += len(issued)
print("SAME", same)
"""


def count(portal, sql, *values):
    return portal.rows(sql, *values)[0][0]


def unfinished(portal):
    return count(portal, "SELECT count(*) FROM core_job WHERE state IN ('queued', 'running')")


def page(portal, path):
    """(status, seconds) of a page for visitors."""
    before = time.monotonic()
    with urllib.request.urlopen(portal.url + path, timeout=30) as answer:
        answer.read()
        return answer.status, time.monotonic() - before


def require_ledger(portal):
    checked = portal.manage("verify_ledger")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_reports_survive_worker_redis_and_database(live_city):
    live_city.wait(lambda: not unfinished(live_city), PATIENCE, "the first reports")
    areas = count(live_city, "SELECT count(DISTINCT area_id) FROM reports_report")
    months = months_back(timezone.localdate(), MONTHS)[1:]
    older = count(live_city, f"{REPORTS} WHERE period <> ALL(%s)", months)  # of the city, a month each
    ordered = live_city.manage("shell", "-c", ORDER % MONTHS)
    assert ordered.returncode == 0, ordered.stderr
    everything = areas * len(months) + older
    for part in ("worker", "redis", "postgres"):
        before = count(live_city, REPORTS)
        live_city.wait(
            lambda seen=before: count(live_city, REPORTS) > seen + 20, PATIENCE, f"reports before {part} dies"
        )
        live_city.kill(part)
        live_city.wait_healthy()
        assert count(live_city, REPORTS) < everything, f"{part} was killed too late to prove anything"
    live_city.wait(lambda: not unfinished(live_city), PATIENCE, "all reports")

    once = "SELECT count(DISTINCT (area_id, kind, period)), count(*), count(DISTINCT period) FROM reports_report"
    assert live_city.rows(once) == [(everything, everything, len(months) + older)]
    assert live_city.rows("SELECT DISTINCT state FROM core_job WHERE kind = 'reports.issue'") == [("done",)]
    assert count(live_city, "SELECT count(*) FROM reports_frozenfigures") == len(months) + older
    issued = "SELECT count(*), count(DISTINCT target_id) FROM core_change WHERE act = 'report.issue'"
    assert live_city.rows(issued) == [(everything, everything)], "every report is in the log once"
    clean = live_city.manage("shell", "-c", CLEAN % months)
    assert f"SAME {areas * len(months)}" in clean.stdout, "figures equal to a clean run\n" + clean.stderr[-2000:]
    require_ledger(live_city)


def test_without_redis_pages_are_served_and_work_waits(live_city):
    city = Api(live_city, "city")
    content = b"\xef\xbb\xbf" + "小区名称,街道（镇、乡）,建成年份,建筑面积（㎡）\n".encode()
    with live_city.without("redis"):
        for path in ("/sign-in/", "/c/"):
            status, seconds = page(live_city, path)
            assert status == 200
            assert seconds < 5
        assert city.get("/communities/?limit=1")["count"] == 699
        imported = city.upload("/imports/", "空表.csv", content, kind="communities")
        assert city.get(f"/imports/{imported['id']}/")["state"] == "reading"
    waited = live_city.wait(
        lambda: city.get(f"/imports/{imported['id']}/")["state"] != "reading", 60, "a job from the time without Redis"
    )
    assert waited < 60
    live_city.wait_healthy()


def register_of(rows):
    """A sheet of new communities as a street office keeps it."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(["小区名称", "区（县、市）", "街道（镇、乡）", "建成年份", "建筑面积（㎡）", "户数（户）"])
    for number in range(rows):
        sheet.writerow([f"断电新村{number}组", "鄞州区", "东柳街道", 1990, 9500, 100])
    return text.getvalue().encode()


def test_import_killed_in_the_middle_is_written_whole_and_once(live_city):
    new = "SELECT count(*) FROM communities_community WHERE name LIKE '断电新村%%'"
    city = Api(live_city, "city")
    number = city.upload("/imports/", "断电.csv", register_of(ROWS), kind="communities")["id"]
    live_city.wait(lambda: city.get(f"/imports/{number}/")["state"] == "ready", PATIENCE, "the preview")
    assert city.get(f"/imports/{number}/")["counts"]["new"] == ROWS

    city.post(f"/imports/{number}/commit/")
    live_city.wait(lambda: city.get(f"/imports/{number}/")["done"], PATIENCE, "the commit to begin")
    live_city.kill("worker")
    assert city.get(f"/imports/{number}/")["state"] == "committing", "killed too late to prove anything"
    assert count(live_city, new) == 0, "half an import is visible"

    live_city.wait(lambda: city.get(f"/imports/{number}/")["state"] == "done", PATIENCE, "the import to be whole")
    assert count(live_city, new) == ROWS
    assert (
        count(live_city, "SELECT count(DISTINCT target_id) FROM core_change WHERE target_name LIKE '断电新村%%'")
        == ROWS
    )
    live_city.wait_healthy()
    require_ledger(live_city)
