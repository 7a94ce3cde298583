"""The base of every record that is written through the gate (core.changes)."""

from django.db import models
from django.utils import timezone


class Tracked(models.Model):
    """A row that is written through `core.changes` only; `version` counts its writes and refuses stale ones."""

    version = models.PositiveIntegerField("版本", default=0, editable=False)
    updated_at = models.DateTimeField("最近修改", default=timezone.now, editable=False)

    class Meta:
        abstract = True
