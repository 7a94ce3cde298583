"""Keeping rollups warm, and checking them: reload, call, return."""

from celery import shared_task

from reports.rollups.check import check
from reports.rollups.store import refresh_all


@shared_task
def refresh_rollups():
    """Count again what changed since the last time; nothing when nothing did."""
    refresh_all()


@shared_task
def check_rollups():
    check()
