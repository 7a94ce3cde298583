from celery import shared_task

from resident_participation.talents import actions


@shared_task
def forget_talents():
    return actions.forget_old()
