"""Bells for the worker. The row is the truth and the queue only a bell: a deaf queue is no error, beat rings again."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def ring(task, *arguments):
    try:
        current_app.send_task(task, list(arguments), retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        log.warning("%s %s waits for the queue: %s", task, arguments, error)
