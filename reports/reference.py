"""Ships the schedule of the monthly reports."""

from core import schedules
from core.reference import reference


@reference
def report_schedules():
    schedules.every(3600, "生成到期月报", "reports.tasks.issue_due_reports")
