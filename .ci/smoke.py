"""The main job on a fresh machine: `make run`, sign in, find a community, edit it, see it in its history, stop.

Starts the portal twice on a free port with a DATA_DIR of its own; prints how long each start took.
"""

import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "Smoke-2026-宁波"
PATIENCE = 300  # seconds for a first start
TICKS = ("checkbox", "radio")
PLACE = "冒烟检验路 1 号"


class Portal:
    """`make run` with a fresh DATA_DIR."""

    def __init__(self):
        self.place = Path(tempfile.mkdtemp(prefix="nr-smoke-"))
        self.place.chmod(0o755)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        """Returns the seconds until everything answers."""
        environ = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "DEMO")}
        environ |= {"DATA_DIR": str(self.place), "PORT": str(self.port), "DEMO_PASSWORD": PASSWORD}
        before = time.monotonic()
        self.process = subprocess.Popen(["make", "run"], cwd=ROOT, env=environ, start_new_session=True)
        while not self.healthy():
            assert self.process.poll() is None, "make run ended by itself"
            assert time.monotonic() - before < PATIENCE, "make run never became healthy"
            time.sleep(0.2)
        return time.monotonic() - before

    def healthy(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self, how):
        """SIGTERM to make alone, or SIGINT to its whole group as Ctrl-C in a terminal does; nothing may be left."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        if how == signal.SIGINT:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        self.process.wait(90)
        _, left = psutil.wait_procs(family, timeout=5)
        assert not left, f"still running after {how.name}: {left}"


class Form(HTMLParser):
    """The values that a browser would send back for the form that has a field called `mark`."""

    def __init__(self, html, mark):
        super().__init__()
        self.forms, self.select, self.text = [], None, None
        self.feed(html)
        self.values = next(values for values in self.forms if mark in values)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "select":
            self.select = given.get("name")
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1][self.select] = given.get("value", "")
        elif tag == "textarea":
            self.text = given.get("name")
            self.forms[-1][self.text] = ""
        elif tag == "input" and given.get("name") and ("checked" in given or given.get("type") not in TICKS):
            self.forms[-1][given["name"]] = given.get("value") or ""

    def handle_data(self, data):
        if self.text:
            self.forms[-1][self.text] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.text = None
        elif tag == "select":
            self.select = None


class Browser:
    def __init__(self, url):
        self.url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path):
        with self.opener.open(self.url + path, timeout=60) as answer:
            return answer.read().decode()

    def submit(self, path, mark, **changes):
        """Open the page, change some fields of its form, send it; returns the page that follows."""
        values = Form(self.get(path), mark).values
        data = urllib.parse.urlencode(values | changes).encode()
        request = urllib.request.Request(self.url + path, data, {"Referer": self.url + path})
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode()


class Api:
    def __init__(self, url, name):
        self.url, self.headers = f"{url}/api/v1", {"Content-Type": "application/json"}
        body = json.dumps({"username": name, "password": PASSWORD}).encode()
        self.headers["Authorization"] = f"Token {self.call('/auth/token/', body)[1]['token']}"

    def call(self, path, body=None):
        request = urllib.request.Request(self.url + path, body, self.headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, None


def edit_a_community(portal):
    """As the street's clerk, by the pages; returns the community's id."""
    street = Browser(portal.url)
    assert "登录" in street.get("/sign-in/")
    street.submit("/sign-in/", "username", username="street", password=PASSWORD)
    pk = re.search(r'href="/communities/(\d+)/"', street.get("/communities/"))[1]
    assert PLACE not in street.get(f"/communities/{pk}/")
    street.submit(f"/communities/{pk}/edit/", "address", address=PLACE, note="现场核对")
    assert PLACE in street.get(f"/communities/{pk}/"), "the edit is not on the record"
    history = street.get(f"/communities/{pk}/history/")
    assert PLACE in history, "the edit is not in the history"
    assert "现场核对" in history
    return pk


def check_totals(portal, pk):
    city, street, street2 = (Api(portal.url, name) for name in ("city", "street", "street2"))
    assert city.call("/communities/?limit=1")[1]["count"] == 699
    figures = city.call("/figures/plan/?area=3302")[1]
    assert (figures["communities"], figures["floor_area_m2"], figures["six_districts"]) == (699, 28_860_000, 425)
    assert 0 < street.call("/communities/?limit=1")[1]["count"] < 699
    assert street.call(f"/communities/{pk}/")[1]["address"] == PLACE
    assert street2.call(f"/communities/{pk}/")[0] == 404, "another street's community must not be found"


def main():
    portal = Portal()
    try:
        print(f"first start: {portal.start():.1f} s")
        pk = edit_a_community(portal)
        check_totals(portal, pk)
        portal.stop(signal.SIGTERM)
        print(f"second start: {portal.start():.1f} s")
        assert Api(portal.url, "street").call(f"/communities/{pk}/")[1]["address"] == PLACE
        portal.stop(signal.SIGINT)
    finally:
        if portal.process.poll() is None:
            portal.stop(signal.SIGTERM)
        for log in sorted((portal.place / "logs").glob("*.log")):
            faults = [line for line in log.read_text(errors="replace").splitlines() if "Traceback" in line]
            print(f"{log.name}: {len(faults)} tracebacks")
        shutil.rmtree(portal.place, ignore_errors=True)
    print("smoke: the main job works")


if __name__ == "__main__":
    main()
