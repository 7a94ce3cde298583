"""Cases by the clock: what is late or came back is raised, what met with silence is closed as 未评价."""

from celery import shared_task

from resident_participation.cases import answering, escalating


@shared_task
def cases_by_clock():
    return answering.lapse() + escalating.escalate()
