"""`make run`: everything in one process tree. Starts the servers that are not given, prepares the database, then keeps
web, worker and beat running until Ctrl-C or SIGTERM; whatever dies is started again.
"""

import errno
import fcntl
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from ningbo_renewal import environment
from ningbo_renewal.child import Child, wait_until
from ningbo_renewal.embedded import Failed, Postgres, Valkey

SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 30  # seconds before a restart: the first time, and at most
CALM = 60  # seconds a child must live for its trouble to be over
SLOW_START = 60
PEOPLE = [
    ("city", "市住建局"),
    ("district", "海曙区"),
    ("street", "海曙区白云街道"),
    ("street2", "鄞州区东柳街道"),
    ("auditor", "审计"),
    ("utility", "燃气公司（专项工程）"),
    ("contractor", "施工单位"),
    ("supervisor", "监理单位"),
    ("enforcement", "海曙区综合行政执法局"),
    ("sysadmin", "系统管理员"),
    ("secadmin", "安全管理员"),
    ("auditadmin", "审计管理员"),
]


def say(sentence):
    print(sentence, flush=True)


class Program(Child):
    """A Python module of ours, in the same interpreter; the files it writes are for nobody else to read."""

    def __init__(self, data_dir, name, *arguments):
        super().__init__(name, data_dir)
        self.command = [sys.executable, "-m", *arguments]

    def restart(self, **how):
        few_arenas = os.environ | {"MALLOC_ARENA_MAX": "2"}  # else glibc keeps memory for every thread apart
        return self.launch(self.command, cwd=environment.ROOT, umask=0o077, env=few_arenas, **how)


class Kept:
    """A child that is started again when it died: at once, then after longer and longer pauses."""

    def __init__(self, child):
        self.child, self.since = child, time.monotonic()
        self.pause, self.due = SHORTEST_PAUSE, None

    def watch(self):
        now = time.monotonic()
        if self.child.running:
            if now - self.since > CALM:
                self.pause = SHORTEST_PAUSE
        elif self.due is None:
            say(f"{self.child.name} 停了，正在重新启动（原因见 {self.child.log}）")
            self.due, self.pause = now + self.pause, min(self.pause * 2, LONGEST_PAUSE)
        elif now >= self.due and self.child.restart():
            self.since, self.due = now, None


class Supervisor:
    def __init__(self, data_dir):
        self.data_dir, self.stopping = data_dir, False
        self.servers = [
            server
            for variable, kind in (("DATABASE_URL", Postgres), ("REDIS_URL", Valkey))
            if (server := self.embedded(variable, kind))
        ]
        self.env = environment.ENV
        celery = "celery", "-A", "ningbo_renewal", "--skip-checks"
        quiet = "-l", "WARNING"
        self.prepare = Program(data_dir, "prepare", "ningbo_renewal.prepare")
        self.programs = [
            Program(data_dir, "web", "gunicorn", "-c", "ningbo_renewal/gunicorn_conf.py", "ningbo_renewal.wsgi"),
            Program(data_dir, "worker", *celery, "worker", "-c", "2", *quiet, "--without-gossip", "--without-mingle"),
            Program(data_dir, "beat", *celery, "beat", *quiet, "--pidfile="),
        ]

    def embedded(self, variable, kind):
        """The server that stands in for a variable nobody set; its address is left where manage.py finds it."""
        note = self.data_dir / "addresses" / variable
        note.parent.mkdir(exist_ok=True)
        note.unlink(missing_ok=True)
        if os.environ.get(variable):
            return None
        server = kind(self.data_dir)
        os.environ[variable] = server.url
        note.write_text(server.url)
        return server

    def run(self):
        """Until asked to stop. Raises `Failed` with a sentence when it cannot start."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        try:
            self.wait_for_strays()
            require_free(self.env.listen, self.env.port)
            for server in self.servers:
                if server.home != self.data_dir:
                    say(f"· {self.data_dir} 对其他用户是关着的，{server.title} 的数据放在 {server.home}")
                server.start()
            self.get_ready()
            self.keep()
        finally:
            self.stop()

    def ask_to_stop(self, *args):
        self.stopping = True

    def wait_for_strays(self):
        """After kill -9 of a supervisor its children are still on their way out."""
        children = [*self.servers, self.prepare, *self.programs]
        if any(child.held for child in children):
            say("· 上次没有正常停止，正在等它的进程退出")
        if not wait_until(lambda: self.stopping or not any(child.held for child in children), 30):
            names = "、".join(child.name for child in children if child.held)
            raise Failed(f"上次启动的 {names} 还没有退出。请结束这些进程再启动，日志在 {self.data_dir / 'logs'}")

    def get_ready(self):
        if self.stopping:
            return
        self.prepare.restart(stdout=None)
        wait_until(lambda: self.stopping or not self.prepare.running, float("inf"))
        if not self.stopping and self.prepare.process.returncode:
            raise Failed(f"准备工作没有成功，原因见 {self.prepare.log}")

    def keep(self):
        if self.stopping:
            return
        shutil.rmtree(self.data_dir / "alive", ignore_errors=True)
        for program in self.programs:
            program.restart()
        kept = [Kept(child) for child in (*self.servers, *self.programs)]
        opening = Opening(self.env)
        while not self.stopping:
            for one in kept:
                one.watch()
            opening.look()
            time.sleep(0.2)

    def stop(self):
        if self.stopping:
            say("正在停止…")
        for child in (self.prepare, *self.programs):
            child.ask_to_stop()
        for child in (self.prepare, *reversed(self.programs), *reversed(self.servers)):
            child.stop()
        shutil.rmtree(self.data_dir / "addresses", ignore_errors=True)


class Opening:
    """Looks for the first moment when everything answers, and says so once."""

    def __init__(self, env):
        self.env, self.open, self.late = env, False, time.monotonic() + SLOW_START
        host = "127.0.0.1" if env.listen in ("0.0.0.0", "::") else env.listen
        self.url = f"http://{host}:{env.port}"

    def look(self):
        if self.open:
            return
        self.open = healthy(f"{self.url}/healthz")
        if self.open:
            self.announce()
        elif time.monotonic() > self.late:
            self.late = float("inf")
            say(f"等了一分钟还没有就绪。请看 {self.url}/healthz 和 {self.env.data_dir / 'logs'} 里的日志")

    def announce(self):
        say(f"\n{self.env.site_name}已就绪：{self.url}")
        if self.env.demo:
            say(f"演示账号（密码 {self.env.demo_password}）：")
            for name, what in PEOPLE:
                say(f"  {name:<12}{what}")
        say("按 Ctrl-C 停止。\n")


def healthy(url):
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def require_free(host, port):
    """Raises `Failed` when the web server could not listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise Failed(
                    f"端口 {port} 要管理员权限才能用。请换一个大于 1023 的，例如：PORT=8000 make run"
                ) from None
            if error.errno == errno.EADDRINUSE:
                raise Failed(f"端口 {port} 已被占用。请换一个，例如：PORT={port % 65535 + 1} make run") from None
            raise Failed(f"LISTEN={host} 不是本机的地址。不设它，就只在本机上打开") from None


@contextmanager
def the_only_one(data_dir):
    """One portal per DATA_DIR."""
    lock = data_dir / "locks" / "supervisor"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(f"平台已经在运行（数据目录 {data_dir}）。要再开一个，请另设 DATA_DIR 和 PORT") from None
        yield


def main():
    data_dir = environment.checked(environment.folder)
    os.environ["DATA_DIR"] = str(data_dir)
    try:
        with the_only_one(data_dir):
            Supervisor(data_dir).run()
    except Failed as failed:
        sys.stderr.write(f"{failed}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
