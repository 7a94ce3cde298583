"""`make run`: everything in one process tree. Starts the servers that are not given, prepares the database, then keeps
web, worker and beat running until Ctrl-C or SIGTERM; whatever dies is started again.
"""

import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from ningbo_renewal.embedded import Failed, Postgres, Valkey, dying_with_parent, finish

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
LONGEST_PAUSE, CALM = 30, 60  # seconds: between restarts at most; alive that long means the trouble is over
ACCOUNTS = [
    ("city", "市级"),
    ("district", "海曙区"),
    ("street", "海曙区白云街道"),
    ("street2", "鄞州区东柳街道"),
    ("auditor", "审计"),
    ("sysadmin", "系统管理员"),
    ("secadmin", "安全管理员"),
    ("auditadmin", "审计管理员"),
]


def say(sentence):
    print(sentence, flush=True)


class Child:
    """A program that is kept running, its output in a log of its own."""

    def __init__(self, name, command, logs, how=signal.SIGTERM):
        self.name, self.command, self.how = name, command, how
        self.log = logs / f"{name}.log"
        self.process, self.pause, self.since, self.next = None, 1, 0.0, 0.0

    def start(self):
        self.since = time.monotonic()
        with self.log.open("ab") as log:
            dying = dying_with_parent(self.how)
            self.process = subprocess.Popen(self.command, cwd=ROOT, stdout=log, stderr=log, preexec_fn=dying)

    def watch(self):
        """Start it again when it died: at once, then after longer and longer pauses while it keeps dying."""
        now = time.monotonic()
        if self.process.poll() is None:
            if now - self.since > CALM:
                self.pause = 1
        elif not self.next:
            self.next = now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
            say(f"{self.name} 停了，正在重新启动（原因见 {self.log}）")
        elif now >= self.next:
            self.next = 0.0
            self.start()

    def stop(self):
        finish(self.process, self.how)


class Server(Child):
    """An embedded server: the same, but restarting waits until it answers."""

    def __init__(self, name, server):
        self.name, self.server = name, server

    def watch(self):
        if self.server.process.poll() is not None:
            say(f"{self.name} 停了，正在重新启动（原因见 {self.server.log}）")
            self.server.start()

    def stop(self):
        self.server.stop()


class Supervisor:
    def __init__(self):
        self.children, self.stopping = [], False

    def run(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        data_dir = Path(os.environ.get("DATA_DIR") or ROOT / "var").expanduser().resolve()
        data_dir.mkdir(parents=True, exist_ok=True)
        with only_one(data_dir):
            try:
                self.start_servers(data_dir)
                self.env = checked_environment()
                require_free(self.env.port)
                self.prepare(data_dir)
                self.start_programs(data_dir)
                self.watch()
            finally:
                self.stop()

    def ask_to_stop(self, *args):
        self.stopping = True

    def start_servers(self, data_dir):
        (data_dir / "logs").mkdir(exist_ok=True)
        for variable, name, kind in (("DATABASE_URL", "PostgreSQL", Postgres), ("REDIS_URL", "Redis", Valkey)):
            if not os.environ.get(variable):
                server = kind(data_dir)
                self.children.append(Server(name, server))
                os.environ[variable] = server.start().url

    def prepare(self, data_dir):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ningbo_renewal.settings")
        os.environ["DATA_DIR"] = str(data_dir)
        self.manage("migrate", "--no-input", "-v", "0", why="准备数据库")
        self.manage("load_reference", why="装入行政区划等基础数据")
        stamp, now = data_dir / "static.stamp", fingerprint_of_static()
        if not stamp.exists() or stamp.read_text() != now:
            self.manage("collectstatic", "--no-input", "--clear", "-v", "0", why="准备页面素材")
            stamp.write_text(now)
        if self.env.demo:
            self.manage("load_demo", why="装入演示数据（第一次约需半分钟）")

    def manage(self, *command, why):
        if self.stopping:
            raise SystemExit(0)
        say(f"· {why}")
        done = subprocess.run([PYTHON, "manage.py", *command], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"{why}没有成功：\n{done.stdout}{done.stderr}")

    def start_programs(self, data_dir):
        logs = data_dir / "logs"
        celery = [PYTHON, "-m", "celery", "-A", "ningbo_renewal"]
        worker = [*celery, "worker", "-c", "2", "-l", "WARNING", "--without-gossip", "--without-mingle"]
        web = [PYTHON, "-m", "gunicorn", "-c", "ningbo_renewal/gunicorn_conf.py", "ningbo_renewal.wsgi"]
        for child in (
            Child("web", web, logs),
            Child("worker", worker, logs),
            Child("beat", [*celery, "beat", "-l", "WARNING", "-s", str(data_dir / "beat")], logs),
        ):
            self.children.append(child)
            child.start()

    def watch(self):
        url, announced = f"http://127.0.0.1:{self.env.port}", False
        while not self.stopping:
            for child in self.children:
                child.watch()
            if not announced and healthy(url):
                announced = announce(url, self.env)
            time.sleep(0.3)
        say("正在停止…")

    def stop(self):
        for child in reversed(self.children):
            child.stop()


class only_one:  # noqa: N801 (reads as a word: with only_one(data_dir))
    """One portal per DATA_DIR."""

    def __init__(self, data_dir):
        self.path = data_dir / "running.lock"

    def __enter__(self):
        self.file = self.path.open("w")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(
                f"平台已经在运行（数据目录 {self.path.parent}）。要再开一个，请另设 DATA_DIR 和 PORT"
            ) from None

    def __exit__(self, *args):
        self.file.close()


def checked_environment():
    """The environment, read after the servers' addresses are known; a wrong value exits with its sentence."""
    from ningbo_renewal.environment import ENV  # noqa: PLC0415

    return ENV


def require_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Failed(f"端口 {port} 已被占用。请换一个，例如：PORT={port + 1} make run") from None


def fingerprint_of_static():
    """Changes when an asset or a pinned library does."""
    files = sorted(p for p in (ROOT / "static").rglob("*") if p.is_file())
    parts = [f"{p}{p.stat().st_size}{p.stat().st_mtime_ns}" for p in files]
    return hashlib.sha256("".join([*parts, (ROOT / "requirements.txt").read_text()]).encode()).hexdigest()


def healthy(url):
    try:
        return urllib.request.urlopen(f"{url}/healthz", timeout=3).status == 200
    except (urllib.error.URLError, OSError):
        return False


def announce(url, env):
    say(f"\n{env.site_name}已就绪：{url}")
    if env.demo:
        say(f"演示账号（密码都是 {env.demo_password}）：")
        for name, what in ACCOUNTS:
            say(f"  {name:<11}{what}")
    say("按 Ctrl-C 停止。\n")
    return True


if __name__ == "__main__":
    try:
        Supervisor().run()
    except Failed as failed:
        sys.exit(str(failed))
