"""Ships the warning rules; adds what is missing, changes nothing."""

from datetime import date
from decimal import Decimal

from core.reference import reference
from projects.warnings.models import WarningRule

Colour = WarningRule.Colour
SOURCE = "产品默认分档（参照各地“红黄蓝”督办做法），待市局确认后修改"
BLANK = {"below": None, "late_days": None, "not_begun_by": ""}
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
    for colour, limit, action in FIRST_RULES:
        (speaks_of,) = limit
        known = WarningRule.objects.filter(colour=colour).exclude(**{speaks_of: BLANK[speaks_of]})
        if not known.exists():
            WarningRule(colour=colour, action=action, source=SOURCE, valid_from=date(2020, 1, 1), **limit).save()
