"""Once a day: what the projects that have begun promised."""

from celery import shared_task

from resident_participation.outcome import actions


@shared_task
def lock_promises():
    return actions.lock_due()
