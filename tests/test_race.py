"""Two hundred households press eight times at once, through the real server; a web worker is killed in the middle."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest

HOUSEHOLDS, TIMES = 200, 8
CSRF = "a" * 32
# A round of a large community of the demo, open, every household reached. Eight pages a household, as if eight
# phones stood before the last button: cookies that the portal itself would have given.
PREPARE = """
import json, random
from datetime import timedelta
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from accounts.models import User
from communities.models import Community
from core.actors import SYSTEM
from resident_participation.ballots import session
from resident_participation.ballots.casting import new_nonce
from resident_participation.slips import actions, printing
from resident_participation.votes import actions as votes, demo
from resident_participation.votes.rule_sets import in_force
home = Community.objects.filter(roll=None, households__gte=%(n)d, area__code="330203006").order_by("households").first()
demo.roll(home, random.Random(1), by=SYSTEM)
round_ = votes.draft(by=SYSTEM, community=home, kind="vote", title="并发", phone="1")
for words, text, rule, matter in (demo.ROOF, demo.CANTEEN):
    votes.add_item(round_, by=SYSTEM, title=words, text=text, rule=in_force()[rule], matter=matter)
demo.announce(round_, timezone.localdate() - timedelta(days=2), 10)
rng = random.Random(2)
rng.random = lambda: 0
seats = list(round_.seats.filter(votes=True)[:%(n)d])
demo.bring(round_, seats, rng)
printing.sheet = lambda *given: "sheet"
clerk = User.objects.get(username="street")
batch, _ = actions.ask(round_, by=clerk, site="x", seats=seats, reason="x")
actions.make(batch, [s.pk for s in seats], "x")
answers = {str(item["id"]): "agree" for item in round_.package["items"]}
def cookie(slip):
    given = session.put(HttpResponse(), HttpRequest(), slip, nonce=new_nonce(), answers=answers)
    return given.cookies["ballot"].value
slips = batch.slips.select_related("seat__round").order_by("seat__number")
print("COOKIES", json.dumps([[cookie(slip) for _ in range(%(times)d)] for slip in slips]))
print("ROUND", round_.pk)
"""


@pytest.fixture
def polls(live_city):
    """(round's key, [[cookie, …] of each household])."""
    live_city.wait(lambda: not live_city.rows(UNFINISHED)[0][0], 90, "the first reports")
    told = live_city.manage("shell", "-c", PREPARE % {"n": HOUSEHOLDS, "times": TIMES})
    assert told.returncode == 0, told.stderr[-2000:]
    cookies = json.loads(re.search(r"^COOKIES (.*)$", told.stdout, re.M)[1])
    return int(re.search(r"^ROUND (\d+)$", told.stdout, re.M)[1]), cookies


UNFINISHED = "SELECT count(*) FROM core_job WHERE state IN ('queued', 'running')"
COUNTED = """SELECT count(*), count(DISTINCT seat_id) FROM resident_participation_ballot
             WHERE round_id = %s AND standing = 'counted'"""
ALL = "SELECT count(*) FROM resident_participation_ballot WHERE round_id = %s"


def press(portal, cookie):
    """Send the last page once: (what it says, its receipt), or None when the server went away under it."""
    here = HTTPConnection("127.0.0.1", portal.port, timeout=30)
    headers = {"Cookie": f"ballot={cookie}; csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        here.request("POST", "/b/check/", urlencode({"csrfmiddlewaretoken": CSRF}), headers)
        answer = here.getresponse()
        answer.read()
        carried = re.search(r"ballot=([^;]+)", answer.headers.get("Set-Cookie", ""))
        if answer.status != 302 or carried is None:
            return None
        here.request("GET", answer.headers["Location"], headers={"Cookie": f"ballot={carried[1]}"})
        page = here.getresponse().read().decode()
    except (OSError, HTTPException):
        return None
    finally:
        here.close()
    receipt = re.search(r'class="receipt">([^<]+)<', page)
    return ("counted" if "已计入</h1>" in page else "duplicate", receipt[1]) if receipt else None


def burst(portal, cookies, threads=16):
    """Everybody presses as often as there are cookies, all of one household at the same moment."""
    found = [[] for _ in cookies]

    def household(n):
        gate = threading.Barrier(len(cookies[n]))

        def one(cookie):
            gate.wait()
            found[n].append(press(portal, cookie))

        own = [threading.Thread(target=one, args=(cookie,)) for cookie in cookies[n]]
        for thread in own:
            thread.start()
        for thread in own:
            thread.join()

    with ThreadPoolExecutor(threads // TIMES) as pool:
        list(pool.map(household, range(len(cookies))))
    return found


def test_each_household_is_counted_once_and_the_others_are_kept(polls, live_city):
    round_, cookies = polls
    answers = burst(live_city, cookies[:HOUSEHOLDS])
    assert all(sorted(kind for kind, _ in own) == ["counted"] + ["duplicate"] * 7 for own in answers)
    assert live_city.rows(COUNTED, round_)[0] == (HOUSEHOLDS, HOUSEHOLDS)
    assert live_city.rows(ALL, round_)[0][0] == HOUSEHOLDS * TIMES
    checked = live_city.manage("verify_ledger")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_killed_worker_loses_no_receipt_and_doubles_none(polls, live_city):
    """kill -9 in the burst: whoever was shown a receipt is in; whoever was not presses again and is in once."""
    round_, cookies = polls
    killed = threading.Event()

    def killer():
        live_city.wait(lambda: live_city.rows(ALL, round_)[0][0] > HOUSEHOLDS, 60, "the middle of the burst")
        for worker in live_city.family("web")[1:2]:
            worker.kill()
        killed.set()

    threading.Thread(target=killer).start()
    answers = burst(live_city, cookies)
    assert killed.is_set(), "the worker was killed too late to prove anything"
    live_city.wait_healthy()
    for own, again in zip(answers, cookies, strict=True):
        if not any(own):
            assert press(live_city, again[0])
    assert live_city.rows(COUNTED, round_)[0] == (HOUSEHOLDS, HOUSEHOLDS)
    counted = [receipt for own in answers for kind, receipt in filter(None, own) if kind == "counted"]
    assert len(set(counted)) == len(counted) <= HOUSEHOLDS
    assert all(is_in(live_city, receipt) for receipt in counted)
    checked = live_city.manage("verify_ledger")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def is_in(portal, receipt):
    """Whether the receipt's page says that the ballot is counted."""
    body = urlencode({"csrfmiddlewaretoken": CSRF, "number": receipt})
    headers = {"Cookie": f"csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
    here = HTTPConnection("127.0.0.1", portal.port, timeout=30)
    here.request("POST", "/b/receipt/", body, headers)
    page = here.getresponse().read().decode()
    here.close()
    return ">已计入<" in page
