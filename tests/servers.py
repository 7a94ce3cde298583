"""A private PostgreSQL and Valkey for one test run, started before Django reads its settings (`-p tests.servers`).

Where DATABASE_URL and REDIS_URL are set, those are used. Workers of a parallel run use their controller's servers.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from ningbo_renewal.embedded import Postgres, Valkey

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def start():
    place = Path(tempfile.mkdtemp(prefix="nr-tests-"))
    place.chmod(0o755)
    os.environ["DATA_DIR"] = str(place)
    started = []
    if "DATABASE_URL" not in os.environ:
        started.append(Postgres(place).start(QUICK))
        os.environ["DATABASE_URL"] = started[-1].url
    if "REDIS_URL" not in os.environ:
        started.append(Valkey(place).start())
        os.environ["REDIS_URL"] = started[-1].url
    atexit.register(stop, started, place, os.getpid())


def stop(started, place, pid):
    if os.getpid() == pid:  # not in forked children
        for server in reversed(started):
            server.stop()
        shutil.rmtree(place, ignore_errors=True)


if "PYTEST_XDIST_WORKER" not in os.environ:
    start()
