"""Beat schedules are rows (django-celery-beat) that an administrator can see and change; these are the first ones."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from core.errors import Refused
from core.ledger import sign
from core.models import Change

ALWAYS = {"core.tasks.seal_changes", "core.tasks.check_ledger", "core.tasks.resend_waiting_jobs"}


def every(seconds, name, task):
    """Add a schedule unless one of that name exists."""
    if not PeriodicTask.objects.filter(name=name).exists():
        interval, _ = IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)
        PeriodicTask.objects.create(name=name, task=task, interval=interval)


def at(name, task, *, hour, minute=0, day_of_month="*"):
    """Add a schedule at a time of day (Asia/Shanghai) unless one of that name exists."""
    if not PeriodicTask.objects.filter(name=name).exists():
        crontab, _ = CrontabSchedule.objects.get_or_create(
            hour=str(hour), minute=str(minute), day_of_month=str(day_of_month), timezone="Asia/Shanghai"
        )
        PeriodicTask.objects.create(name=name, task=task, crontab=crontab)


@transaction.atomic
def reschedule(schedule, *, by, enabled, seconds=None, **time_of_day):
    """Change when a task runs, or stop it; the log keeps who did and what it was."""
    if not by.may_somewhere("schedule.edit"):
        raise PermissionDenied
    if not enabled and schedule.task in ALWAYS:
        raise Refused("always_on", "封存和核对变更记录是审计要求，可以改时间，不能停用")
    before = words(schedule)
    schedule.enabled = enabled
    if seconds:
        schedule.interval, _ = IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)
    else:
        schedule.crontab, _ = CrontabSchedule.objects.get_or_create(timezone="Asia/Shanghai", **time_of_day)
    schedule.save()
    row = Change(
        at=timezone.now(),
        by_id=by.pk,
        by_name=by.display_name,
        act="schedule.edit",
        target_type="django_celery_beat.PeriodicTask",
        target_id=str(schedule.pk),
        target_name=schedule.name,
        before={"when": before},
        after={"when": words(schedule)},
    )
    row.mac = sign(row)
    row.save()


def words(schedule):
    """When a task runs, in Chinese."""
    if not schedule.enabled:
        return "停用"
    if schedule.interval:
        return f"每隔 {schedule.interval.every} 秒"
    when = schedule.crontab
    day = "每天" if when.day_of_month == "*" else f"每月 {when.day_of_month} 日"
    if when.hour == "*":
        return f"{day} 每小时第 {when.minute} 分"
    return f"{day} {int(when.hour):02d}:{int(when.minute):02d}"
