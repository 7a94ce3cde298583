"""The worker and beat, and the signs of life that /healthz reads."""

import gc
import os
import threading
import time
from pathlib import Path

from celery import Celery, signals
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ningbo_renewal.settings")
app = Celery("ningbo_renewal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

BEAT_EVERY = 2  # seconds between signs of life


def alive(name):
    """The file whose age says when `name` last gave a sign of life."""
    return Path(settings.DATA_DIR) / "alive" / name


def keep_touching(name):
    path = alive(name)
    path.parent.mkdir(parents=True, exist_ok=True)

    def touch():
        while True:
            path.touch()
            time.sleep(BEAT_EVERY)

    threading.Thread(target=touch, daemon=True, name=f"alive-{name}").start()


@signals.worker_process_init.connect
def process_is_ready(**kwargs):
    """What is loaded by now stays: the collector need not walk through it while sheets and reports come and go."""
    gc.freeze()


@signals.worker_ready.connect
def worker_is_ready(**kwargs):
    keep_touching("worker")


@signals.beat_init.connect
def beat_is_ready(**kwargs):
    keep_touching("beat")
