"""Printing in the worker, and forgetting sheets nobody took."""

from celery import shared_task

from core.jobs import job
from resident_participation.slips import actions, call_backs
from resident_participation.slips.models import SlipBatch


@job(actions.PRINT, "打印投票单")
def print_slips(job):
    batch, seats = SlipBatch.objects.get(pk=job.params["batch"]), job.params["seats"]
    actions.make(batch, seats, job.params["site"], lambda done: job.progress(done, len(seats), f"已生成 {done} 张"))
    return {"result_url": batch.get_absolute_url()}


@shared_task
def forget_slips():
    return actions.forget_old()


@shared_task
def draw_call_backs():
    return call_backs.draw_all()
