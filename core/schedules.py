"""Beat schedules are rows (django-celery-beat) that an administrator can see and change; these are the first ones."""

from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask


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
