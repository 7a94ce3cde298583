"""The law's clocks of a tender: at least so many days between two days, or at most.

The first day does not count (民法典第二百零一条); a last day on a day off moves to the next working day (第二百零三条),
which only lengthens what is allowed. The numbers are thresholds, named by article.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from core import thresholds
from core.calendar import is_working_day
from projects.contracts.models import Tender

OK, LATE, OPEN, WRONG = "ok", "late", "open", "wrong"
LEAST, MOST = True, False
# threshold, what it measures, from, to, whether the days are a least
RULES = (
    ("tender.document.days", "发出文件到投标截止", "sale_from", "deadline", LEAST),
    ("tender.sale.days", "文件发售期", "sale_from", "sale_to", LEAST),
    ("tender.candidates.within", "公示中标候选人", "reported_on", "candidates_from", MOST),
    ("tender.candidates.days", "中标候选人公示期", "candidates_from", "candidates_to", LEAST),
    ("tender.contract.days", "签订合同", "awarded_on", "signed_on", MOST),
    ("tender.report.days", "提交招标书面报告", "awarded_on", "filed_on", MOST),
)


@dataclass(frozen=True)
class Clock:
    """One clock that runs or has run. `due` is the first day allowed of a least, the last day allowed of a most.

    `state`: "ok"; "open": not there yet; "late": past the last day, which can only be recorded; "wrong": a span too
    short, which is refused when it is typed.
    """

    code: str
    name: str
    field: str
    least: bool
    days: int
    due: date
    actual: date | None
    state: str
    words: str
    basis: str


def clocks(tender, today=None, limits=None):
    """[Clock] of those whose first day is known; none of a contract awarded without a tender. `limits` saves asking."""
    if tender.method == Tender.Method.DIRECT:
        return []
    begun = [rule for rule in RULES if day_of(tender, rule[2])]
    limits = limits if limits is not None else (in_force() if begun else {})
    return [clock(tender, *rule, limits[rule[0]], today or timezone.localdate()) for rule in begun]


def in_force():
    """{code: Threshold} of every clock. Raises Refused naming the one that an administrator has to enter."""
    found = thresholds.rows("tender.")
    for code, *_ in RULES:
        if code not in found:
            thresholds.value(code)
    return found


def day_of(tender, name):
    if name != "signed_on":
        return getattr(tender, name)
    return min((c.signed_on for c in tender.contracts.all()), default=None) if tender.pk else None


def clock(tender, code, name, start, end, least, limit, today):
    first, actual, days = day_of(tender, start), day_of(tender, end), int(limit.value)
    due = first + timedelta(days=days)
    while not least and not is_working_day(due):
        due += timedelta(days=1)
    state, words = (judge_least if least else judge_most)(first, actual, due, today)
    asked = f"{'至少' if least else '至多'} {days} 天"
    basis = f"{limit.source}{limit.clause}"
    return Clock(code, name, end, least, days, due, actual, state, f"{asked}，{words}", basis)


def judge_least(first, actual, due, today):
    if actual is None:
        return OPEN, f"不能早于 {due:%Y-%m-%d}"
    if actual < due:
        return WRONG, f"现在只有 {max((actual - first).days, 0)} 天，要到 {due:%Y-%m-%d}"
    return OK, f"实际 {(actual - first).days} 天"


def judge_most(first, actual, due, today):
    if actual is None and today <= due:
        return OPEN, f"还剩 {(due - today).days} 天，到 {due:%Y-%m-%d}"
    if actual is None:
        return LATE, f"已超 {(today - due).days} 天"
    if actual > due:
        return LATE, f"晚了 {(actual - due).days} 天"
    return OK, f"第 {(actual - first).days} 天"
