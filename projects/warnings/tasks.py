"""Every morning each live project is held against the rules."""

from celery import shared_task
from django.utils import timezone

from core.actors import SYSTEM
from core.jobs import enqueue, job
from projects.warnings.raising import raise_due


@job("projects.raise_warnings", "检查进度预警")
def raise_warnings(job):
    """Warnings of the day; safe to run twice, the second run finds nothing new."""
    return {"result": {"raised": raise_due(timezone.localdate(), progress=job.progress)}}


@shared_task
def raise_daily():
    enqueue("projects.raise_warnings", by=SYSTEM)
