"""Long work: a `Job` row says what, the worker does it, the page polls it.

The row is the truth, the queue only a bell: a job that was queued while Redis was down, or whose worker was killed, is
dispatched again from the database. While it runs, a job holds a PostgreSQL advisory lock on a connection of its own;
the lock goes with the process, so a job runs once at a time however often it is sent.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from core.bell import ring
from core.errors import Refused
from core.models import Job

log = logging.getLogger(__name__)
REGISTRY: dict[str, Callable] = {}
TITLES: dict[str, str] = {}
LOCK_SPACE = 0x10B
MAX_ATTEMPTS = 5
RESEND_AFTER = timedelta(seconds=15)


def job(kind, title):
    """Register `run(job)` for a kind of work. It must be idempotent: after a crash it is run again from the start."""

    def register(run):
        REGISTRY[kind], TITLES[kind] = run, title
        return run

    return register


def enqueue(kind, *, by, params=None, title="", key=None):
    """Write the job down and ring the worker after commit.

    `key` makes it unique: a second call with the same key returns the first job (a failed one is queued again).
    """
    fields = {"kind": kind, "title": title or TITLES[kind], "by_id": by.pk, "params": params or {}}
    if key is None:
        new = Job.objects.create(**fields)
    else:
        new, created = Job.objects.get_or_create(key=key, defaults=fields)
        if not created and new.state != Job.State.FAILED:
            return new
        Job.objects.filter(pk=new.pk).update(state=Job.State.QUEUED, attempts=0, error="", sent_at=None)
    transaction.on_commit(lambda: send(new.pk))
    return new


def send(job_id):
    """Ring the worker; a deaf queue is no error, `resend_waiting` rings again."""
    Job.objects.filter(pk=job_id).update(sent_at=timezone.now())
    ring("core.tasks.run_job", job_id)


def resend_waiting():
    """Ring again for jobs that nobody runs: lost messages, killed workers. Returns how many."""
    count = 0
    before = timezone.now() - RESEND_AFTER
    for waiting in Job.objects.unfinished().exclude(sent_at__gt=before):
        with claimed(waiting.pk) as own:
            free = own is not None
        if free:
            send(waiting.pk)
            count += 1
    return count


@contextmanager
def claimed(job_id):
    """A connection of our own that holds the job's lock, or None when somebody runs it."""
    params = {k: v for k, v in connection.get_connection_params().items() if k not in ("cursor_factory", "context")}
    with psycopg.connect(**params, autocommit=True) as own:
        own.execute("SET synchronous_commit = off")  # it only says how far the work is: nobody waits for the disk
        (got,) = own.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, job_id]).fetchone()
        yield own if got else None


class Running:
    """What a job's function gets: the row, and a way to say how far it is that others see at once."""

    def __init__(self, row, own):
        self.row, self.params, self.by, self._own, self._said = row, row.params, row.by, own, None

    def progress(self, done, total, message=""):
        """Tell the page; at most some five times a second, from outside the job's own transaction."""
        now = timezone.now()
        if self._said and done < total and now - self._said < timedelta(milliseconds=200):
            return
        self._said = now
        self._own.execute(
            "UPDATE core_job SET done = %s, total = %s, message = %s WHERE id = %s",
            [done, total, message[:200], self.row.pk],
        )


def run(job_id):
    """Run one job if it is unfinished and nobody else runs it."""
    with claimed(job_id) as own:
        if own is None:
            return
        row = Job.objects.select_related("by").filter(pk=job_id).first()
        if row is None or row.is_finished:
            return
        row.state, row.attempts, row.started_at = Job.State.RUNNING, row.attempts + 1, timezone.now()
        row.save(update_fields=["state", "attempts", "started_at"])
        if row.attempts > MAX_ATTEMPTS:
            finish(row, Job.State.FAILED, error=f"已试 {MAX_ATTEMPTS} 次都中断，请联系系统管理员")
            return
        attempt(row, own)


def attempt(row, own):
    try:
        outcome = REGISTRY[row.kind](Running(row, own)) or {}
    except Refused as refused:
        finish(row, Job.State.FAILED, error=refused.message)
    except (psycopg.OperationalError, connection.Database.OperationalError):
        raise  # the database went away: the job stays unfinished and is sent again
    except Exception:
        log.exception("job %s (%s) failed", row.pk, row.kind)
        finish(row, Job.State.FAILED, error=f"系统出错，没有办成，也没有改动数据。请把任务编号 {row.pk} 告诉系统管理员")
    else:
        finish(row, Job.State.DONE, **outcome)


def finish(row, state, *, error="", result=None, result_url="", result_file=""):
    row.refresh_from_db(fields=["done", "total", "message"])
    row.state, row.error, row.finished_at = state, error, timezone.now()
    row.result, row.result_url, row.result_file = result or {}, result_url, result_file
    row.save()
