"""Reports in the background: reload, call the action, return."""

from celery import shared_task
from django.utils import timezone

from accounts.models import Area
from core import jobs
from core.actors import SYSTEM
from reports import actions, demo_history, reminders, together
from reports.models import Kind
from reports.papers import tasks as papers
from reports.rollups import tasks as rollups

__all__ = ["demo_history", "papers", "rollups", "together"]  # they register themselves
REMIND = "reports.remind"


@shared_task
def issue_due_reports():
    actions.order_due()


@shared_task
def issue_due_weekly():
    actions.order_due(kind=Kind.WEEKLY)


@shared_task
def issue_due_quarterly():
    actions.order_due(kind=Kind.QUARTERLY)


@shared_task
def issue_due_yearly():
    actions.order_due(kind=Kind.YEARLY)


@shared_task
def remind_due():
    jobs.enqueue(REMIND, by=SYSTEM)


@jobs.job(REMIND, "催报")
def remind(job):
    """Whoever is near a deadline or past it; safe to run again, nobody is reminded twice of one."""
    return {"result": reminders.remind(timezone.localdate(), progress=job.progress)}


@jobs.job(actions.ISSUE, "生成进展报告")
def issue_reports(job):
    """Each area's report is written by itself: a job that is run again goes on where the last one stopped."""
    kind, period = job.params["kind"], job.params["period"]
    area = Area.objects.get(pk=job.params["area"])
    made, there = actions.issue_all(
        kind, period, area.pk, by=job.by or SYSTEM, below=job.params["below"], progress=job.progress
    )
    top = actions.issued(kind, period, area)
    return {"result": {"issued": made, "existing": there}, "result_url": top.get_absolute_url() if top else ""}
