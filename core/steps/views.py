"""The acts of a table as pages: /projects/12/accept/."""

from django.http import Http404
from django.utils import timezone

from core.views import ActPage


class StepPage(ActPage):
    """`steps` is the table; the row is chosen by the last part of the address."""

    steps: dict = {}

    def dispatch(self, request, *args, name, **kwargs):
        if name not in self.steps:
            raise Http404
        self.step = self.steps[name]
        self.act, self.title, self.done = self.step.act, self.step.act.label, self.step.done
        self.button, self.form_class = self.title, self.step.form
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "obj": self.object}

    def get_initial(self):
        """Dates begin with today."""
        today = timezone.localdate()
        return {name: today for name, field in self.form_class.base_fields.items() if name == "date"}

    def act_on(self, obj, by, version=None, **values):
        return self.step.action(obj, by=by, **values)
