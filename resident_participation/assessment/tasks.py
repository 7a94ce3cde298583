"""Once a day: open what is due, count what is over."""

from celery import shared_task

from resident_participation.assessment import actions


@shared_task
def waves_by_date():
    return actions.open_due(), actions.close_due()
