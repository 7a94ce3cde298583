"""Ships the schedule of the monthly reports."""

from core import schedules
from core.reference import reference


@reference
def report_schedules():
    schedules.every(3600, "生成到期月报", "reports.tasks.issue_due_reports")
    schedules.every(60, "更新驾驶舱汇总", "reports.rollups.tasks.refresh_rollups")
    schedules.at("核对驾驶舱汇总", "reports.rollups.tasks.check_rollups", hour=3, minute=30)
