"""Ships the warning rules and the schedule of the monthly reports; adds what is missing, changes nothing."""

from datetime import date
from decimal import Decimal

from core import schedules
from core.reference import reference
from reports.models import WarningRule

Colour = WarningRule.Colour
SOURCE = "产品默认分档（参照各地“红黄蓝”督办做法），待市局确认后修改"
FIRST_RULES = [
    (Colour.BLUE, Decimal("-5.0"), "提醒街道"),
    (Colour.AMBER, Decimal("-10.0"), "向区县发提醒函，5 个工作日内报追赶计划"),
    (Colour.RED, Decimal("-20.0"), "约谈，每周报进展，列入全市清单"),
]


@reference
def warning_rules():
    for colour, below, action in FIRST_RULES:
        WarningRule.objects.get_or_create(
            colour=colour,
            valid_from=date(2020, 1, 1),
            defaults={"below": below, "action": action, "source": SOURCE},
        )


@reference
def report_schedules():
    schedules.every(3600, "生成到期月报", "reports.tasks.issue_due_reports")
