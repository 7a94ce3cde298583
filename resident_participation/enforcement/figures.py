"""Honest figures of enforcement, by department and by area; one statement.

A rate is {numerator, denominator}: signed in time over signed plus overdue without a signature; settled in time over
settled plus open and overdue. A case that waits for the district's decision is in neither of the first.
"""

from collections import defaultdict

from django.db.models import Count, F, Q
from django.db.models.functions import Substr
from django.utils import timezone

from accounts.models import Area
from core import thresholds
from resident_participation.enforcement.models import Department, EnforcementCase

State = EnforcementCase.State
COUNTS = (
    "reported", "open", "overdue", "signed", "signed_in_time", "sign_overdue", "settled", "settled_in_time",
    "settle_overdue", "disputed", "repeat", "urged",
)  # fmt: skip
DEFINITION = (
    "签收及时率＝按期签收÷（已签收＋到期没有签收）；按期办结率＝按期办结÷（已办结＋到期没有办结）；"
    "有争议＝退回过、指明由别的部门办的；再次违规＝同一幢楼的同一事项办结后一年内又报的（不属实的不算）。"
    "部门按现在承办的算，时间按报告日期算，都按工作日。"
)


def enforcement(area_code, since=None, until=None, on=None):
    """{"total", "departments": [...], "areas": [...]} of cases reported in a period (dates, both included).

    Areas are the next level down: districts of the city, streets of a district, the street itself.
    """
    found = grouped(area_code, since, until, on or timezone.localdate())
    departments, areas, total = defaultdict(zeroes), defaultdict(zeroes), zeroes()
    for (department, area), counts in found.items():
        for sums in (departments[department], areas[area], total):
            for name in COUNTS:
                sums[name] += counts[name]
    names = dict(Area.objects.filter(pk__in=areas).values_list("pk", "name"))
    return {
        "total": with_rates(total),
        "departments": [
            {"department": one.value, "name": one.label} | with_rates(departments[one.value])
            for one in Department
            if one.value in departments
        ],
        "areas": [{"area": code, "name": names[code]} | with_rates(areas[code]) for code in sorted(areas)],
    }


def zeroes():
    return dict.fromkeys(COUNTS, 0)


def grouped(area_code, since, until, on):
    """{(department, code of the area below): counts}."""
    rows = EnforcementCase.objects.under(area_code)
    if since:
        rows = rows.filter(reported_on__gte=since)
    if until:
        rows = rows.filter(reported_on__lte=until)
    level = {4: 6, 6: 9}.get(len(area_code), len(area_code))
    rows = rows.with_repeat(int(thresholds.value("enforcement.repeat.days", on=on)))
    rows = rows.annotate(below=Substr("community__area__code", 1, level)).order_by()
    waiting, closed = Q(state__in=[State.SENT, State.ASSIGNED]), Q(state=State.SETTLED)
    counted = rows.values("department", "below").annotate(
        reported=Count("pk"),
        open=Count("pk", filter=~closed),
        overdue=Count("pk", filter=Q(due_on__lt=on)),
        signed=Count("pk", filter=Q(accepted_on__isnull=False)),
        signed_in_time=Count("pk", filter=Q(accepted_on__lte=F("sign_due_on"))),
        sign_overdue=Count("pk", filter=waiting & Q(sign_due_on__lt=on)),
        settled=Count("pk", filter=closed),
        settled_in_time=Count("pk", filter=Q(settled_on__lte=F("settle_due_on"))),
        settle_overdue=Count("pk", filter=~closed & Q(settle_due_on__lt=on)),
        disputed=Count("pk", filter=Q(refused_on__isnull=False)),
        urged=Count("pk", filter=Q(urged_on__isnull=False)),
        repeats=Count("pk", filter=Q(repeat=True)),
    )
    return {(row["department"], row["below"]): row | {"repeat": row["repeats"]} for row in counted}


def with_rates(counts):
    return counts | {
        "signed_in_time_rate": fraction(counts["signed_in_time"], counts["signed"] + counts["sign_overdue"]),
        "settled_in_time_rate": fraction(counts["settled_in_time"], counts["settled"] + counts["settle_overdue"]),
    }


def fraction(numerator, denominator):
    return {"numerator": numerator, "denominator": denominator}
