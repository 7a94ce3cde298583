"""Bells for the worker: reload, call, return."""

from celery import shared_task

from core import jobs, ledger


@shared_task
def run_job(job_id):
    jobs.run(job_id)


@shared_task
def resend_waiting_jobs():
    return jobs.resend_waiting()


@shared_task
def seal_changes():
    return ledger.seal()
