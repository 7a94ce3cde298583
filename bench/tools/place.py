"""A private PostgreSQL and Valkey with the product's own settings, and the product's web server beside them."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from ningbo_renewal.child import wait_until
from ningbo_renewal.embedded import Postgres, Valkey, home_of, sockets_of
from ningbo_renewal.environment import ROOT
from ningbo_renewal.supervisor import Program


@contextmanager
def servers():
    """The folder (DATA_DIR) of servers that live as long as the block; the environment points at them."""
    place = Path(tempfile.mkdtemp(prefix="nr-bench-"))
    place.chmod(0o755)
    os.environ["DATA_DIR"] = str(place)
    started = []
    try:
        for variable, kind in (("DATABASE_URL", Postgres), ("REDIS_URL", Valkey)):
            server = kind(place)
            started.append(server)
            os.environ[variable] = server.start().url
        yield place
    finally:
        for server in reversed(started):
            server.stop()
        home = home_of(place)
        for folder in (sockets_of(home, "postgres"), sockets_of(place, "redis"), home, place):
            shutil.rmtree(folder, ignore_errors=True)


def prepare():
    """Tables, reference data, assets and the demo city: as `make run` does it."""
    program("ningbo_renewal.prepare")


def program(module, *arguments):
    """Run a module to its end, with the servers of this place; what it printed."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def web(place, application):
    """gunicorn with the product's own configuration; yields (program, port) when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["PORT"] = str(port)
    program = Program(place, "web", "gunicorn", "-c", "ningbo_renewal/gunicorn_conf.py", application)
    try:
        program.restart()
        if not wait_until(lambda: answers(port), 30):
            raise RuntimeError(program.log.read_text())
        yield program, port
    finally:
        program.stop()


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/worker/", timeout=3) as answer:
            return answer.status == 200
    except OSError:
        return False
