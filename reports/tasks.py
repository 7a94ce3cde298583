"""Reports in the background: reload, call the action, return."""

from celery import shared_task

from accounts.models import Area
from core import jobs
from core.actors import SYSTEM
from reports import actions
from reports.rollups import tasks as rollups  # noqa: F401


@shared_task
def issue_due_reports():
    actions.order_due()


@jobs.job(actions.ISSUE, "生成进展月报")
def issue_reports(job):
    """Each area's report is written by itself: a job that is run again goes on where the last one stopped."""
    kind, period, below = job.params["kind"], job.params["period"], job.params["below"]
    by = job.by or SYSTEM
    area = Area.objects.get(pk=job.params["area"])
    frozen = actions.freeze(kind, period)
    areas = actions.areas_to_issue(frozen, area.pk, below)
    made = 0
    for number, each in enumerate(areas, 1):
        _, new = actions.issue(kind, period, each, by=by, frozen=frozen)
        made += new
        job.progress(number, len(areas), f"{each.name}：{'已生成' if new else '原已生成'}")
    top = actions.issued(kind, period, area)
    return {
        "result": {"issued": made, "existing": len(areas) - made},
        "result_url": top.get_absolute_url() if top else "",
    }
