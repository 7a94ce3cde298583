"""Ships the schedules of reports and reminders, and the numbers that they go by."""

from pathlib import Path

from django_celery_beat.models import PeriodicTask

from core import schedules, thresholds
from core.reference import reference
from reports.rollups.tasks import check_rollups, refresh_rollups
from reports.tasks import issue_due_quarterly, issue_due_reports, issue_due_weekly, issue_due_yearly, remind_due

WEEKLY = "生成到期周报"


@reference
def report_schedules():
    """Weekly reports are for weeks in which somebody asks for them: their schedule ships switched off."""
    fresh = not PeriodicTask.objects.filter(name=WEEKLY).exists()
    schedules.every(3600, "生成到期月报", issue_due_reports.name)
    schedules.every(3600, "生成到期季报", issue_due_quarterly.name)
    schedules.every(3600, "生成到期年报", issue_due_yearly.name)
    schedules.every(3600, WEEKLY, issue_due_weekly.name)
    if fresh:
        PeriodicTask.objects.filter(name=WEEKLY).update(enabled=False)
    schedules.at("报告催报", remind_due.name, hour=8, minute=30)
    schedules.every(60, "更新驾驶舱汇总", refresh_rollups.name)
    schedules.at("核对驾驶舱汇总", check_rollups.name, hour=3, minute=30)


@reference
def report_numbers():
    thresholds.load(Path(__file__).parent / "data" / "thresholds.csv")
