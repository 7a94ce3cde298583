from celery import shared_task

from resident_participation.subscriptions import actions


@shared_task
def tell_subscribers():
    return actions.tell_all()
