"""One command: wrong settings are refused in a sentence, servers come back after kill -9, nothing is left behind."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

from ningbo_renewal import embedded, environment
from ningbo_renewal.celery import alive
from ningbo_renewal.child import Child, wait_until
from ningbo_renewal.embedded import Postgres, Valkey
from tests.servers import remove

ADDRESSES = {"DATABASE_URL": "postgresql://a:b@c:5432/d", "REDIS_URL": "redis://c:6379/0"}


def clean_environment(**variables):
    """This process's environment without the tests' own addresses."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PORT", "DEMO")}
    return kept | variables


def python(*arguments, **variables):
    environ = clean_environment(**variables)
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ, cwd=environment.ROOT)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"PORT": "eighty"}, "PORT 要填 1 到 65535 之间的整数"),
        ({"PORT": "70000"}, "PORT 要填 1 到 65535 之间的整数"),
        ({"DEMO": "yes"}, "DEMO 只能是 0 或 1"),
        ({"DEMO_PASSWORD": "short"}, "DEMO_PASSWORD 至少 10 个字符"),
        ({"BEHIND_HTTPS": "1"}, "正式使用请设 DEMO=0"),
        ({"LISTEN": "0.0.0.0"}, "正式使用请设 DEMO=0"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY 太短"),
        ({"WEB_WORKERS": "0"}, "WEB_WORKERS 要填 1 到 64 之间的整数"),
        ({"DATABASE_URL": "mysql://root:hunter2@c/d"}, "DATABASE_URL 要形如 postgresql://"),
        ({"REDIS_URL": "localhost"}, "REDIS_URL 要形如 redis://"),
        ({"DATABASE_URL": ""}, "没有数据库可用。请先运行 make run"),
        ({"EMAIL_URL": "imap://a:hunter2@b"}, "EMAIL_URL 要形如 smtps://"),
        ({"EMAIL_URL": "smtps://a:hunter2@b"}, "还要设 EMAIL_FROM"),
        ({"SMS_URL": "gateway"}, "SMS_URL 要形如 https://"),
        ({"SITE_URL": "portal.example.gov.cn"}, "SITE_URL 要形如 https://"),
        ({"SITE_URL": "https://example.gov.cn/renewal"}, "后面不带路径"),
        ({"DATA_DIR": "/proc/nowhere"}, "DATA_DIR 指的目录 /proc/nowhere 建不了"),
    ],
)
def test_a_wrong_setting_stops_with_the_sentence_that_mends_it(tmp_path, variables, words):
    ended = python(
        "-c", "from ningbo_renewal.environment import ENV", **{**ADDRESSES, "DATA_DIR": str(tmp_path), **variables}
    )
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "hunter2" not in ended.stderr


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path):
    first, again = environment.secret_key(tmp_path), environment.secret_key(tmp_path)
    assert first == again
    assert len(first) >= 50
    assert [p.name for p in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_addresses_are_read_in_every_spelling():
    got = environment.database("postgresql://clerk:p%40ss@db.local:5433/renewal?sslmode=require")
    assert (got["USER"], got["PASSWORD"], got["HOST"], got["PORT"]) == ("clerk", "p@ss", "db.local", "5433")
    assert (got["NAME"], got["OPTIONS"]) == ("renewal", {"sslmode": "require"})
    assert environment.database("postgres://postgres@/postgres?host=/run/x")["HOST"] == "/run/x"
    assert environment.redis("unix:///run/r.sock") == ("redis+socket:///run/r.sock", "unix:///run/r.sock")
    assert environment.redis("redis://:x@h:1/2") == ("redis://:x@h:1/2", "redis://:x@h:1/2")


@pytest.fixture(params=["open", "closed", "awkward"])
def data_dir(request, monkeypatch):
    """A folder of ours; one that root's helpers cannot reach; one with a long name in Chinese."""
    place = Path(tempfile.mkdtemp(prefix="nr-tests-"))
    place.chmod(0o755)
    if request.param == "closed":
        monkeypatch.setattr(embedded, "reachable_by_others", lambda path: False)
    data = place / ("数据 目录" * 12) if request.param == "awkward" else place
    data.mkdir(exist_ok=True)
    yield data
    remove(data)
    shutil.rmtree(place, ignore_errors=True)


def test_postgres_keeps_its_rows_through_kill_9_and_finds_chinese(data_dir):
    server = Postgres(data_dir).start()
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE EXTENSION pg_trgm; CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)")
            likeness = connection.execute("SELECT similarity('白云街道安丰小区', '安丰小区')").fetchone()[0]
            assert likeness > 0
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        server.process.kill()
        server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT n FROM kept").fetchall() == [(1,)]
        assert server.sockets.stat().st_mode & 0o777 == 0o700
    finally:
        server.stop()
    assert not server.held


def test_redis_keeps_what_was_queued_through_kill_9(data_dir):
    server = Valkey(data_dir).start()
    try:
        client = redis.Redis.from_url(server.url)
        client.rpush("queue", "a", "b")
        time.sleep(1.2)  # appendfsync everysec
        server.process.kill()
        server.start()
        assert client.lrange("queue", 0, -1) == [b"a", b"b"]
    finally:
        server.stop()


def test_a_child_is_never_started_twice(tmp_path):
    one, other = Child("clock", tmp_path), Child("clock", tmp_path)
    assert one.launch(["sleep", "60"])
    assert other.held
    assert not other.launch(["sleep", "60"])
    one.stop()
    assert not other.held


def test_a_strangers_folder_is_not_used(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "trap").symlink_to(tmp_path / "real")
    with pytest.raises(embedded.Failed, match="属于别的用户"):
        embedded.own_folder(tmp_path / "trap", 0o700)


def test_ringing_a_dead_queue_fails_at_once(tmp_path):
    app = Celery(broker=f"redis+socket://{tmp_path}/nobody.sock", set_as_current=False)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    for _ in range(2):
        before = time.monotonic()
        with pytest.raises(OperationalError):
            app.send_task("core.tasks.run_job", [1], retry=False, ignore_result=True)
        assert time.monotonic() - before < 2


def test_redelivery_waits_longer_than_a_task_may_run():
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] >= 2 * settings.CELERY_TASK_TIME_LIMIT


def healthz(client):
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


def test_health_names_what_is_down(client, db, settings, tmp_path):
    settings.DATA_DIR = tmp_path  # the signs of life are no other test's
    for name in ("worker", "beat"):
        alive(name).parent.mkdir(exist_ok=True)
        alive(name).touch()
    up = {"status": "ok", "database": "ok", "redis": "ok", "worker": "ok", "beat": "ok"}
    assert healthz(client) == (200, up)
    alive("worker").unlink()
    assert healthz(client) == (503, up | {"status": "down", "worker": "down"})
    alive("worker").touch()
    os.utime(alive("beat"), (0, 0))
    assert healthz(client) == (503, up | {"status": "down", "beat": "down"})
    alive("beat").touch()
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/redis.sock"}}
    assert healthz(client) == (503, up | {"status": "down", "redis": "down"})


def test_pages_and_throttled_api_work_while_redis_is_down(as_, api_, settings):
    street, token = as_("street"), api_("street")
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/redis.sock"}}
    assert street.get("/communities/").status_code == 200
    assert token.get("/api/v1/communities/").status_code == 200


class Portal:
    """`python -m ningbo_renewal.supervisor` of our own, with an empty city."""

    def __init__(self, data_dir):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environ = clean_environment(DATA_DIR=str(data_dir), PORT=str(self.port), DEMO="0")

    def start(self):
        command = [sys.executable, "-m", "ningbo_renewal.supervisor"]
        self.process = subprocess.Popen(command, env=self.environ, cwd=environment.ROOT)
        return self

    def health(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.load(error)
        except OSError:
            return {"status": "away"}

    def becomes(self, **parts):
        return wait_until(lambda: parts.items() <= self.health().items(), 60)

    def family(self):
        return psutil.Process(self.process.pid).children(recursive=True)

    def kill_a(self, word):
        children = [p for p in psutil.Process(self.process.pid).children() if p.status() != psutil.STATUS_ZOMBIE]
        next(p for p in children if word in " ".join(p.cmdline())).kill()


def test_the_supervisor_restarts_what_dies_and_leaves_nothing_behind():
    place = Path(tempfile.mkdtemp(prefix="nr-tests-"))
    place.chmod(0o755)
    portal = Portal(place).start()
    try:
        assert portal.becomes(status="ok")
        twice = python("-m", "ningbo_renewal.supervisor", **portal.environ)
        assert (twice.returncode, "平台已经在运行" in twice.stderr) == (2, True)
        portal.kill_a("valkey-server")
        portal.kill_a("bin/postgres")
        portal.kill_a("gunicorn")
        assert portal.becomes(status="ok")
        orphans = portal.family()
        portal.process.kill()
        portal.process.wait()
        portal.start()
        assert portal.becomes(status="ok")
        assert not any(p.is_running() for p in orphans)
        family = portal.family()
    finally:
        portal.process.send_signal(signal.SIGTERM)
        code = portal.process.wait(60)
        remove(place)
    assert code == 0
    assert not [p for p in family if p.is_running()]


def test_a_busy_port_is_refused_before_anything_starts():
    place = Path(tempfile.mkdtemp(prefix="nr-tests-"))
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        ended = python("-m", "ningbo_renewal.supervisor", DATA_DIR=str(place), PORT=str(port))
    assert (ended.returncode, ended.stderr) == (2, f"端口 {port} 已被占用。请换一个，例如：PORT={port + 1} make run\n")
    assert not (place / "postgres").exists()
    remove(place)
