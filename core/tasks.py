"""Bells for the worker: reload, call, return."""

from celery import shared_task

from core import jobs, ledger, records
from core.actors import SYSTEM
from core.exchange import actions as imports
from core.exchange import exports
from core.files.sweep import sweep
from core.outbox import actions as outbox
from core.webhooks import actions as webhooks

LONG_WORK = imports.read, imports.write, exports.write  # registered by being read here
SHOWN_FAULTS = 200


@shared_task
def run_job(job_id):
    jobs.run(job_id)


@shared_task
def resend_waiting_jobs():
    return jobs.resend_waiting()


@shared_task
def seal_changes():
    return ledger.seal()


@shared_task
def check_ledger():
    jobs.enqueue("core.check_ledger", by=SYSTEM)


@shared_task
def sweep_files():
    return sweep()


@shared_task
def send_notices():
    return outbox.send_due()


@shared_task
def deliver_webhooks(endpoint_id):
    return webhooks.deliver(endpoint_id)


@shared_task
def ring_webhooks():
    return webhooks.ring_all()


@jobs.job("core.check_ledger", "核对变更记录")
def find_faults(job):
    """The check of the change log and of every record against it; the faults stay on record as the job's result."""
    faults = [*ledger.verify(), *records.verify()]
    ledger.seal()
    return {"result": {"faults": len(faults), "first": faults[:SHOWN_FAULTS]}}
