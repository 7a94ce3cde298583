"""Reports that wait for a person: whose report it is submits, the level above checks, the city signs and publishes.

Reports made long after their time carry no deadline and wait for nobody.
"""

from accounts.policy import Act
from core.waiting import waits
from reports.models import Report

State = Report.State


def reports(user, *states):
    rows = Report.objects.newest().visible_to(user).filter(state__in=states, due_on__isnull=False)
    return rows.select_related("area__parent").defer("figures").order_by("due_on", "pk")


def until(report):
    words = f"{report.due_on.month}月{report.due_on.day}日前办理"
    return f"{words}，退回原因：{report.returned_reason}" if report.state == State.RETURNED else words


@waits("报告待上报", Act.REPORT_SUBMIT, verb="检查并上报", since="issued_at", detail=until)
def to_submit(user):
    """One's own level's only: the city does not submit for its streets."""
    return reports(user, State.DRAFT, State.RETURNED).filter(area__in=user.prefixes)


@waits("报告待核对", Act.REPORT_CHECK, verb="核对", since="submitted_at", detail=until)
def to_check(user):
    """Streets' by their district, districts' and the city's by the city."""
    own = {4: ("district", "city"), 6: ("street",)}
    levels = {level for code in user.prefixes for level in own.get(len(code), ())}
    return reports(user, State.SUBMITTED).filter(area__level__in=levels)


@waits("报告待签发", Act.REPORT_SIGN, verb="签发", since="checked_at", detail=until)
def to_sign(user):
    return reports(user, State.CHECKED)


@waits("报告待公布", Act.REPORT_PUBLISH, verb="公布", since="signed_at", detail=until)
def to_publish(user):
    return reports(user, State.SIGNED)
