from django.db.models import F

from core.api import ScopedViewSet
from core.models import Job


class JobViewSet(ScopedViewSet):
    """后台任务: how far a person's own long work is."""

    model = Job
    columns = {
        "id": "id",
        "kind": "kind",
        "title": "title",
        "state": "state",
        "done": "done",
        "total": "total",
        "message": "message",
        "error": "error",
        "result": "result",
        "result_url": "result_url",
        "by": F("by__username"),
        "created_at": "created_at",
        "finished_at": "finished_at",
    }

    def shown_columns(self):
        """What came out of it is business: the administrator of the system sees how it went only."""
        own_only = self.request.user.may_somewhere("system.jobs")
        return {name: path for name, path in self.columns.items() if not (own_only and name == "result")}
