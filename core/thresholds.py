"""标准值: the numbers that rules use, asked for by code and day. They ship as CSV and are changed by new rows."""

import csv
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from core.actors import SYSTEM
from core.changes import change, change_many
from core.errors import Refused
from core.models import Threshold

ADJUST = "threshold.edit"


def rows(prefix="", on=None) -> dict[str, Threshold]:
    """{code: the row in force on a day} of all codes that begin with `prefix`; today by default."""
    found = Threshold.objects.on(on or timezone.localdate()).filter(code__startswith=prefix)
    return {row.code: row for row in found}


def value(code, on=None) -> Decimal:
    """The number in force on a day. Raises Refused naming what an administrator has to enter."""
    row = Threshold.objects.on(on or timezone.localdate()).filter(code=code).first()
    if row is None:
        raise Refused("no_threshold", f"缺少标准值“{code}”，请管理员在“标准值”里补上")
    return row.value


def load(path):
    """Add the rows of a CSV (code,name,value,unit,source,clause,trust,valid_from) whose code is not known yet."""
    known = set(Threshold.objects.values_list("code", flat=True))
    with path.open(encoding="utf-8", newline="") as file:
        new = [(Threshold(**row), {}) for row in csv.DictReader(file) if row["code"] not in known]
    change_many(new, by=SYSTEM, act=ADJUST, note="平台自带")


def adjust(threshold, *, value, valid_from, reason, source, clause, by):
    """A new value from a day on; the row before stays in force until then.

    Raises Refused when the day is not after the newest row's, as an old figure could not be made again.
    """
    newest = Threshold.objects.filter(code=threshold.code).aggregate(day=Max("valid_from"))["day"]
    if valid_from <= max(newest, date.min):
        words = f"启用日期要晚于上一个值的启用日期（{newest:%Y年%m月%d日}）"
        raise Refused("not_later", words, {"valid_from": [words]})
    new = Threshold(
        code=threshold.code,
        name=threshold.name,
        unit=threshold.unit,
        trust=Threshold.Trust.OWN if source == threshold.source else Threshold.Trust.SEEN,
        value=value,
        valid_from=valid_from,
        reason=reason,
        source=source,
        clause=clause,
    )
    with change(new, by=by, act=ADJUST, note=reason) as row:
        pass
    return row
