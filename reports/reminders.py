"""催报 before and after a deadline, once each: a row that 我的待办 and the run history show, and a mail where the
portal can send one and the person gave an address."""

from django.db import IntegrityError, transaction

from accounts.models import Appointment, Area
from accounts.policy import MAY, Act
from core import thresholds
from core.actors import SYSTEM
from core.calendar import add_working_days
from core.outbox import actions as outbox
from core.outbox.channels import channel_of
from core.outbox.models import OutboxMessage
from reports.deadlines import ABOVE
from reports.models import Reminder, Report

When, State = Reminder.When, Report.State
ACTS = {
    State.DRAFT: Act.REPORT_SUBMIT,
    State.RETURNED: Act.REPORT_SUBMIT,
    State.SUBMITTED: Act.REPORT_CHECK,
    State.CHECKED: Act.REPORT_SIGN,
    State.SIGNED: Act.REPORT_PUBLISH,
}
CUT = {Area.Level.CITY: 4, Area.Level.DISTRICT: 6, Area.Level.STREET: 9}


def remind(today, *, progress=None):
    """Remind of every deadline that is near or just past. Returns how many reminders and mails."""
    due = [*near(today), *past(today)]
    reminded = mails = 0
    for number, (report, when) in enumerate(due, 1):
        sent = once(report, when)
        reminded, mails = reminded + (sent is not None), mails + (sent or 0)
        if progress:
            progress(number, len(due), str(report))
    return {"reminded": reminded, "mails": mails}


def days(code, default):
    row = thresholds.rows(code).get(code)
    return int(row.value) if row else default


def waiting():
    rows = Report.objects.newest().exclude(state=State.PUBLISHED).filter(due_on__isnull=False)
    return rows.select_related("area").defer("figures").order_by("due_on", "pk")


def near(today):
    until = add_working_days(today, days("report.remind.before", 1))
    return [(report, When.BEFORE) for report in waiting().filter(due_on__gte=today, due_on__lte=until)]


def past(today):
    """From the so-manieth working day after the deadline on, however late the portal comes to it."""
    wait = days("report.remind.after", 1)
    return [
        (report, When.AFTER)
        for report in waiting().filter(due_on__lt=today)
        if add_working_days(report.due_on, wait) <= today
    ]


def whom(report):
    """The code of the area whose people the present step waits for."""
    level = report.area.level
    if report.state == State.SUBMITTED:
        level = ABOVE[level]
    elif report.state not in Report.OPEN:
        level = Area.Level.CITY
    return report.area_id[: CUT[level]]


def once(report, when):
    """Remind of one deadline; the number of mails, or None when somebody did it already."""
    place = whom(report)
    row = Reminder(report=report, area_id=place, state=report.state, due_on=report.due_on, when=when)
    if Reminder.objects.filter(report=report, state=report.state, due_on=report.due_on, when=when).exists():
        return None
    try:
        with transaction.atomic():
            row.save()
            row.mails = mail(report, when, place)
            row.save(update_fields=["mails"])
    except IntegrityError:
        return None
    return row.mails


def mail(report, when, place):
    """Mail those of the area who may do the step; none where the portal sends no mail."""
    if channel_of(OutboxMessage.Kind.EMAIL) is None:
        return 0
    roles = [role for role in MAY if ACTS[report.state] in MAY[role]]
    posts = Appointment.objects.filter(ended_on=None, area=place, role__in=roles).exclude(user__email="")
    addresses = sorted(set(posts.values_list("user__email", flat=True)))
    subject, text = words(report, when)
    for address in addresses:
        outbox.send(
            by=SYSTEM, kind=OutboxMessage.Kind.EMAIL, recipient=address, subject=subject, text=text, area_code=place
        )
    return len(addresses)


def words(report, when):
    """("催报：…", "…") of one reminder."""
    act = ACTS[report.state].label.removesuffix("报告")
    due = f"{report.due_on.month}月{report.due_on.day}日"
    late = f"期限是 {due}，已经过了，请尽快办理" if when == When.AFTER else f"请在 {due}前办理"
    return f"催报：{report}"[:80], f"{report}等待{act}，{late}。办理：登录平台，打开“我的待办”。"
