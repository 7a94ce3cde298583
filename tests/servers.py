"""A private PostgreSQL and Valkey for one test run, started before Django reads its settings (`-p tests.servers`).

Where DATABASE_URL and REDIS_URL are set, those are used. Workers of a parallel run use their controller's servers.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from ningbo_renewal.embedded import Postgres, Valkey, home_of, sockets_of

QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def start():
    place = Path(tempfile.mkdtemp(prefix="nr-tests-"))
    place.chmod(0o755)
    (place / "static").mkdir()
    os.environ["DATA_DIR"] = str(place)
    started = []
    atexit.register(stop, started, place, os.getpid())
    for variable, kind, settings in (("DATABASE_URL", Postgres, QUICK), ("REDIS_URL", Valkey, ())):
        if variable not in os.environ:
            server = kind(place)
            started.append(server)
            os.environ[variable] = server.start(*settings).url


def stop(started, place, pid):
    if os.getpid() != pid:  # a forked child
        return
    for server in reversed(started):
        server.stop()
    remove(place)


def remove(place):
    """The folder of stopped servers, and what they had to put elsewhere."""
    home = home_of(place)
    for folder in (sockets_of(home, "postgres"), sockets_of(place, "redis"), home, place):
        shutil.rmtree(folder, ignore_errors=True)


if "PYTEST_XDIST_WORKER" not in os.environ:
    start()
