from django.utils import timezone
from django.views.generic import TemplateView

from core import waiting
from core.views import StaffPage


class MyWork(StaffPage, TemplateView):
    """我的待办: oldest first, all kinds together or one of them (?kind=)."""

    template_name = "house/my_work.html"

    def get_context_data(self, **kwargs):
        found, today = waiting.todos(self.request.user), timezone.localdate()
        chosen = self.request.GET.get("kind", "")
        shown = [one for source, own in found.items() if chosen in ("", source.title) for one in own]
        shown.sort(key=lambda one: (one.since, one.title))
        return super().get_context_data(
            items=[(one, one.days(today)) for one in shown],
            kinds=[(source.title, len(own), len(own) == waiting.MOST) for source, own in found.items()],
            total=sum(map(len, found.values())),
            chosen=chosen,
            **kwargs,
        )
