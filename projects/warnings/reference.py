"""Ships the warning rules; adds what is missing, changes nothing."""

from datetime import date
from decimal import Decimal

from accounts.policy import Act
from core import schedules
from core.actors import SYSTEM
from core.changes import change_many
from core.reference import reference
from projects.warnings.models import WarningRule

Colour = WarningRule.Colour
SOURCE = "产品默认分档（参照各地“红黄蓝”督办做法），待市局确认后修改"
FIRST_RULES = [
    (Colour.BLUE, {"below": Decimal("-5.0")}, "提醒街道"),
    (Colour.AMBER, {"below": Decimal("-10.0")}, "向区县发提醒函，5 个工作日内报追赶计划"),
    (Colour.RED, {"below": Decimal("-20.0")}, "约谈，每周报进展，列入全市清单"),
    (Colour.BLUE, {"late_days": 0}, "提醒街道"),
    (Colour.AMBER, {"late_days": 15}, "向区县发提醒函，5 个工作日内报追赶计划"),
    (Colour.RED, {"late_days": 30}, "约谈，每周报进展，列入全市清单"),
    (Colour.RED, {"not_begun_by": "09-30"}, "约谈，每周报进展，列入全市清单"),
]


@reference
def warning_rules():
    known = {(rule.colour, rule.speaks_of) for rule in WarningRule.objects.all()}
    new = [
        WarningRule(colour=colour, action=action, source=SOURCE, valid_from=date(2020, 1, 1), **limit)
        for colour, limit, action in FIRST_RULES
    ]
    new = [(rule, {}) for rule in new if (rule.colour, rule.speaks_of) not in known]
    change_many(new, by=SYSTEM, act=Act.THRESHOLD_EDIT, note="平台自带")


@reference
def every_morning():
    schedules.at("每日检查进度预警", "projects.warnings.tasks.raise_daily", hour=6)
