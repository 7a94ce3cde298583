"""Long work: the row is the truth, the queue only a bell."""

import threading

import pytest
from django.db import connection

from core import jobs
from core.actors import SYSTEM
from core.errors import Refused
from core.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
RAN = []


@jobs.job("test.count", "数数")
def count(job):
    RAN.append(job.row.pk)
    for n in range(1, 4):
        job.progress(n, 3, f"数到 {n}")
    return {"result": {"said": 3}, "result_url": "/"}


@jobs.job("test.refuse", "拒绝")
def refuse(job):
    raise Refused("no", "这件事办不了")


@jobs.job("test.break", "出错")
def break_down(job):
    raise RuntimeError("unexpected")


@pytest.fixture(autouse=True)
def bell(monkeypatch):
    """No worker runs here: what would be sent is kept."""
    RAN.clear()
    rung = []
    monkeypatch.setattr("core.bell.current_app.send_task", lambda name, args, **kw: rung.append(args[0]))
    return rung


def test_a_job_is_sent_after_commit_and_keeps_its_result(bell):
    job = jobs.enqueue("test.count", by=SYSTEM)
    assert bell == [job.pk]
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.message, job.result) == ("done", 3, 3, "数到 3", {"said": 3})
    jobs.run(job.pk)
    assert RAN == [job.pk]


def test_a_deaf_queue_loses_nothing(bell, monkeypatch):
    def deaf(*args, **kwargs):
        raise OSError("redis is down")

    monkeypatch.setattr("core.bell.current_app.send_task", deaf)
    job = jobs.enqueue("test.count", by=SYSTEM)
    monkeypatch.setattr("core.bell.current_app.send_task", lambda name, args, **kw: bell.append(args[0]))
    assert jobs.resend_waiting() == 0  # it was tried a moment ago
    Job.objects.update(sent_at=None)
    assert (jobs.resend_waiting(), bell) == (1, [job.pk])


def test_a_killed_worker_s_job_is_sent_again_a_running_one_is_not(bell):
    job = jobs.enqueue("test.count", by=SYSTEM)
    Job.objects.update(state="running", sent_at=None)
    with jobs.claimed(job.pk) as own:
        assert own is not None
        assert jobs.resend_waiting() == 0
    assert jobs.resend_waiting() == 1


def test_ten_workers_run_one_job_once():
    job = jobs.enqueue("test.count", by=SYSTEM)
    gate = threading.Barrier(10)

    def work():
        gate.wait()
        jobs.run(job.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(10)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert RAN == [job.pk]


@pytest.mark.parametrize(("kind", "words"), [("test.refuse", "这件事办不了"), ("test.break", "系统出错")])
def test_a_failed_job_says_why_in_plain_words(kind, words):
    job = jobs.enqueue(kind, by=SYSTEM)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert words in job.error


def test_a_key_makes_a_job_unique():
    first, second = (jobs.enqueue("test.count", by=SYSTEM, key="report:3302:2026-10") for _ in range(2))
    assert first.pk == second.pk


def test_a_job_that_keeps_dying_stops():
    job = jobs.enqueue("test.count", by=SYSTEM)
    Job.objects.update(attempts=jobs.MAX_ATTEMPTS)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, RAN) == ("failed", [])
