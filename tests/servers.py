"""A private PostgreSQL and Valkey for one test run, started before Django reads its settings (`-p tests.servers`).

Where DATABASE_URL and REDIS_URL are set, those are used. Workers of a parallel run use their controller's servers, and
what one of them prepared (`once`). Each has its own database and its own cache.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from ningbo_renewal.embedded import Postgres, Valkey, home_of, sockets_of

TABLES = "nr_test_tables"
QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def start():
    place = Path(tempfile.mkdtemp(prefix="nr-tests-"))
    place.chmod(0o755)
    (place / "static").mkdir()
    os.environ["DATA_DIR"] = str(place)
    started = []
    atexit.register(stop, started, place, os.getpid())
    for variable, kind, tuning in (("DATABASE_URL", Postgres, QUICK), ("REDIS_URL", Valkey, ())):
        if variable not in os.environ:
            server = kind(place)
            started.append(server)
            os.environ[variable] = server.start(*tuning).url


def stop(started, place, pid):
    if os.getpid() != pid:  # a forked child
        return
    for server in reversed(started):
        server.stop()
    if (note := place / "prepared").exists():  # tests.live
        remove(Path(note.read_text()))
    remove(place)


def remove(place):
    """The folder of stopped servers, and what they had to put elsewhere."""
    home = home_of(place)
    for folder in (sockets_of(home, "postgres"), sockets_of(place, "redis"), home, place):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def once(name):
    """(the place of what is prepared, whether it still has to be): for one worker at a time."""
    place = Path(os.environ["DATA_DIR"]) / name
    with place.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield place, not place.exists()


def pytest_configure(config):
    """A worker that clears the cache must not reset what another one counts."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        settings.CACHES["default"]["OPTIONS"] = {"db": 1 + int(worker.removeprefix("gw"))}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_use_migrations, django_db_blocker
):
    """The tables are made once; every worker's database is a copy of them."""
    if not django_db_use_migrations:
        return
    with once("tables") as (done, missing), django_db_blocker.unblock():
        if missing:
            fill_template()
            done.touch()
    connection.settings_dict["TEST"]["TEMPLATE"] = TABLES


def fill_template():
    name = connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {TABLES} TEMPLATE template0")
    connection.close()
    connection.settings_dict["NAME"] = TABLES
    try:
        call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


if "PYTEST_XDIST_WORKER" not in os.environ:
    start()
