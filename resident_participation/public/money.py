"""Where the money of a project comes from: planned sums by source, as published. Nothing of single payers."""

from itertools import cycle

from core.charts.bars import COLOURS
from projects.funds.figures import KINDS
from projects.models import FundEntry, FundingSource
from resident_participation.public.sections import section

Group = FundingSource.Group


@section(50, "resident_participation/public/_money.html")
def money(community, project):
    if project is None:
        return None
    found = {}
    rows = FundEntry.objects.filter(project=project).values_list("source__name", "source__group", "kind", "amount")
    for name, group, kind, amount in rows.order_by("source__order", "source"):
        line = found.setdefault(name, {"group": group} | dict.fromkeys(KINDS, 0))
        line[kind] += amount
    lines = [(name, line) for name, line in found.items() if line["planned"] > 0]
    if not lines:
        return None
    total = sum(line["planned"] for _, line in lines)
    return {
        "total": total,
        "spent": sum(line["spent"] for line in found.values()),
        "residents": sum(line["planned"] for _, line in lines if line["group"] == Group.RESIDENTS),
        "lines": [
            {"colour": colour, "name": name, "share": round(100 * line["planned"] / total, 2), **line}
            for colour, (name, line) in zip(cycle(COLOURS), lines, strict=False)
        ],
    }
