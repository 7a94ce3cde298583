"""The demo city's reports: two years of the city's, last month's of every area, signed and published but for a few."""

from django.db import transaction

from core import jobs
from core.actors import SYSTEM
from core.months import months_back
from reports import actions, checks, signing
from reports.mailing import demo as readers
from reports.models import Kind, Report
from reports.periods import last_closed

JOB = "demo.reports"
CITY = "3302"
WORDS = "演示：已与项目单位核对，数字属实"
LATE = {"330206001": "draft", "330206002": "submitted", "330206006": "returned"}  # streets of 北仑区, which lags


def order(today, months):
    """Have the worker make and sign them once the portal runs."""
    periods = sorted(months_back(today, months + 1)[2:])
    return jobs.enqueue(JOB, by=SYSTEM, params={"periods": periods}, title="演示：两年月报", key=JOB)


@jobs.job(JOB, "演示月报")
def make(job):
    """A report that was signed before a crash is passed over."""
    older, last = job.params["periods"], last_closed()
    for period in (*older, last):
        actions.issue_all(
            Kind.MONTHLY, period, CITY, by=SYSTEM, below=period == last, progress=lambda done, of, words: None
        )
    waiting = Report.objects.filter(kind=Kind.MONTHLY, period__in=[*older, last], state=Report.State.DRAFT)
    rows = list(waiting.select_related("area").order_by("period", "-area__level", "area"))
    for number, report in enumerate(rows, 1):
        with transaction.atomic():
            settle(report, LATE.get(report.area_id, "published"))
        job.progress(number, len(rows), f"{report.area.name}{report.period}")
    readers.build(by=SYSTEM)
    return {"result": {"reports": len(rows)}}


def settle(report, end):
    """Take a draft as far as `end`, its findings explained."""
    if end == Report.State.DRAFT:
        return
    for finding in checks.unexplained(report):
        report = signing.explain(report, by=SYSTEM, finding=finding.code, words=WORDS)
    report = signing.submit(report, by=SYSTEM)
    if end == "returned":
        signing.send_back(report, by=SYSTEM, reason="在建项目有两个没有报本月进展，请补报后再上报")
    elif end == "published":
        report = signing.sign(signing.check(report, by=SYSTEM), by=SYSTEM, number=number_of(report))
        signing.publish(report, by=SYSTEM)


def number_of(report):
    """The city numbers its bulletins by month, the others do not number theirs."""
    year, _, month = report.period.partition("-")
    return f"甬旧改〔{year}〕{int(month)}号" if report.area_id == CITY else ""
