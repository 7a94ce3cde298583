"""Printing in the worker, and forgetting sheets nobody took."""

from celery import shared_task

from core.jobs import job
from resident_participation.cards import actions
from resident_participation.cards.models import CardBatch


@job(actions.PRINT, "打印参与卡")
def print_cards(job):
    batch, rows = CardBatch.objects.get(pk=job.params["batch"]), job.params["rows"]
    actions.make(batch, rows, job.params["site"], lambda done: job.progress(done, len(rows), f"已生成 {done} 张"))
    return {"result_url": batch.get_absolute_url()}


@shared_task
def forget_cards():
    return actions.forget_old()
