"""A running portal for the tests that need one: `make run` without make, on a free port, with the demo city.

The fixture `live_city` is one portal for a test module, a copy of one that was prepared once: one module's crashes are
not the next one's weather. These modules take longest, so they run first. Nothing here touches the Django of the test
process.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.servers import once, remove

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "Live-2026-宁波"
FIRST_START = 180  # seconds
RECOVERY = 60


class Portal:
    """The supervisor and everything below it, in a folder of its own."""

    def __init__(self, template=None):
        self.place = Path(tempfile.mkdtemp(prefix="nr-live-"))
        self.place.chmod(0o755)
        if template:
            subprocess.run(["cp", "-a", f"{template}/.", str(self.place)], check=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "DEMO")}
        self.environ |= {"DATA_DIR": str(self.place), "PORT": str(self.port), "DEMO_PASSWORD": PASSWORD}
        self.environ.pop("DJANGO_SETTINGS_MODULE", None)

    def start(self):
        """Raises AssertionError with the end of the output when it does not become healthy."""
        with (self.place / "portal.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ningbo_renewal.supervisor"],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait(lambda: self.process.poll() is not None or self.healthy(), FIRST_START, "a first start")
        assert self.process.poll() is None, (self.place / "portal.log").read_text()[-2000:]

    def stop(self):
        """End it and leave nothing behind."""
        try:
            self.end()
        finally:
            remove(self.place)

    def end(self):
        """SIGTERM; whatever is left is a fault and is ended."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(90)
        _, left = psutil.wait_procs(family, timeout=5)
        for process in left:
            process.kill()
        assert not left, f"still running after SIGTERM: {left}"

    def healthy(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def wait(self, true, patience, what):
        """Until `true()`; returns the seconds it took. Fails the test after `patience` seconds."""
        before = time.monotonic()
        while not true():
            assert time.monotonic() - before < patience, f"waited {patience} s in vain for {what}"
            time.sleep(0.1)
        return time.monotonic() - before

    def wait_healthy(self):
        return self.wait(self.healthy, RECOVERY, "a healthy portal")

    def kill(self, name):
        """kill -9 of a part (worker, redis, postgres, web, beat) with everything it started."""
        for process in self.family(name):
            process.kill()

    @contextmanager
    def without(self, name):
        """Kill a part and keep it from coming back: whoever holds a part's lock file runs it (ningbo_renewal.child)."""
        with (self.place / "locks" / name).open("a") as lock:
            self.kill(name)
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def family(self, name):
        """The processes of a part, the eldest first."""
        eldest = next(p for p in psutil.Process(self.process.pid).children() if part_of(p) == name)
        return [eldest, *eldest.children(recursive=True)]

    def manage(self, *command):
        """`manage.py …` by hand beside the running portal."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )

    def rows(self, sql, *values):
        """What the database holds, read past the portal."""
        url = (self.place / "addresses" / "DATABASE_URL").read_text()
        with psycopg.connect(url, autocommit=True) as connection:
            return connection.execute(sql, values).fetchall()

    def idle(self):
        """Nothing is queued or running in the background: what was, would be every copy's own weather."""
        return not self.rows("SELECT FROM core_job WHERE state IN ('queued', 'running')")

    def log(self, name):
        path = self.place / "logs" / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""


def part_of(process):
    """Which child of the supervisor a process is, by its command."""
    words = " ".join(process.cmdline())
    signs = {
        "web": "gunicorn",
        "worker": " worker ",
        "beat": " beat ",
        "redis": "valkey-server",
        "postgres": "postgres",
    }
    return next((name for name, sign in signs.items() if sign in words), "")


class Api:
    """A program that uses the API as one of the demo accounts."""

    def __init__(self, portal, name):
        self.root, self.headers = f"{portal.url}/api/v1", {}
        self.headers["Authorization"] = f"Token {self.post('/auth/token/', username=name, password=PASSWORD)['token']}"

    def get(self, path):
        return self.call(path)[1]

    def post(self, path, **body):
        return self.call(path, json.dumps(body).encode(), "application/json")[1]

    def upload(self, path, name, content, **fields):
        """Send a file the way a form does."""
        mark = b"--nr-live-boundary"
        parts = [b'%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s' % (mark, k.encode(), v.encode())
                 for k, v in fields.items()]  # fmt: skip
        head = (
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream'
        )
        parts.append(b"%s\r\n%s\r\n\r\n%s" % (mark, head.encode(), content))
        body = b"\r\n".join([*parts, mark + b"--", b""])
        return self.call(path, body, f"multipart/form-data; boundary={mark[2:].decode()}")[1]

    def call(self, path, body=None, kind=None):
        """(status, what the JSON says)."""
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        request = urllib.request.Request(self.root + path, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path} answered {error.code}: {error.read()[:500]!r}") from error


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: "live_city" not in item.fixturenames)


@pytest.fixture(scope="session")
def prepared():
    """The folder of a portal that was started once and stopped: its database with the demo city, to be copied."""
    with once("prepared") as (note, missing):
        if missing:
            portal = Portal()
            portal.start()
            portal.wait(portal.idle, FIRST_START, "what the demo city left to the background")
            portal.end()
            note.write_text(str(portal.place))
    return Path(note.read_text())


@pytest.fixture(scope="module")
def portal(prepared):
    portal = Portal(prepared)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


@pytest.fixture
def live_city(portal):
    """The running portal, healthy; `live_city.url` is its address, PASSWORD every demo account's."""
    portal.wait_healthy()
    return portal
