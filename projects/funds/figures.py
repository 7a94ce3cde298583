"""Money planned, arrived and spent, by source, group, district, year or project: sums of the ledger, exact."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum
from django.db.models.functions import Left

from accounts.models import Area
from communities.register.stages import Stage
from projects.funds.models import FundEntry
from projects.money.models import FundingSource

ZERO = Decimal("0.00")
KINDS = ("planned", "arrived", "spent")
BY = {
    "source": F("source_id"),
    "group": F("source__group"),
    "district": Left("project__area_id", 6),
    "street": F("project__area_id"),
    "year": F("year"),
    "project": F("project_id"),
}
DEFINITION = (
    "资金台账各行之和（冲减的为负数），不含已退出的项目；按资金年度、项目所在街道（镇、乡）归集。"
    "计划为安排的数，到位为已拨到项目的数，支出为已付的数。单位万元。"
)


@dataclass(frozen=True)
class Line:
    """Sums of one source, place, year or project, 万元."""

    key: object
    name: str
    planned: Decimal = ZERO
    arrived: Decimal = ZERO
    spent: Decimal = ZERO


def ledger(area_code, year=None):
    """The entries of an area (and a year) that figures count."""
    rows = FundEntry.objects.under(area_code).exclude(project__status=Stage.REMOVED)
    return rows.filter(year=year) if year else rows


def funds(area_code, *, by="source", year=None):
    """([Line] in order, the total) of an area; two statements."""
    sums = {kind: Sum("amount", filter=Q(kind=kind), default=ZERO) for kind in KINDS}
    rows = ledger(area_code, year).annotate(key=BY[by]).order_by().values("key").annotate(**sums)
    rows = list(rows)
    names, order = words(by, [row["key"] for row in rows])
    lines = [Line(row["key"], names.get(row["key"], str(row["key"])), *(row[k] for k in KINDS)) for row in rows]
    lines.sort(key=lambda line: order.get(line.key, (9999, str(line.key))))
    return lines, Line(None, "合计", *(sum((getattr(line, k) for line in lines), ZERO) for k in KINDS))


def words(by, keys):
    """({key: its name}, {key: its place in the order})"""
    if by == "source":
        found = {s.pk: (s.name, (s.order, s.pk)) for s in FundingSource.objects.all()}
    elif by == "group":
        found = {value: (label, (n, value)) for n, (value, label) in enumerate(FundingSource.Group.choices)}
    elif by in ("district", "street"):
        found = {a.pk: (a.name, (0, a.pk)) for a in Area.objects.filter(pk__in=keys)}
    elif by == "year":
        found = {key: (f"{key}年", (key, "")) for key in keys}
    else:
        rows = FundEntry.project.field.related_model.objects.filter(pk__in=keys).values_list("pk", "name")
        found = {key: (name, (key, "")) for key, name in rows}
    return {key: name for key, (name, _) in found.items()}, {key: place for key, (_, place) in found.items()}


def government_share(lines_by_group):
    """(government's planned 万元, all planned 万元)."""
    whole = sum((line.planned for line in lines_by_group), ZERO)
    return sum((line.planned for line in lines_by_group if line.key == "government"), ZERO), whole
