"""Beat's schedules as an administrator sees and changes them."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, ListView
from django_celery_beat.models import PeriodicTask

from core.errors import Refused
from core.models import Change
from core.schedules import reschedule
from core.views import Needs, StaffPage


class ScheduleForm(forms.Form):
    """When a task runs: at a time of day, or every so many seconds."""

    enabled = forms.BooleanField(label="启用", required=False)
    hour = forms.RegexField(r"^\*$|^([01]?\d|2[0-3])$", label="时", required=False, help_text="0—23；* 表示每小时")
    minute = forms.RegexField(r"^[0-5]?\d$", label="分", required=False, help_text="0—59")
    day_of_month = forms.RegexField(
        r"^\*$|^([1-9]|[12]\d|3[01])$", label="日", required=False, help_text="1—31，* 表示每天"
    )
    seconds = forms.IntegerField(label="每隔多少秒", required=False, min_value=5, max_value=86400)

    def __init__(self, *args, schedule, **kwargs):
        super().__init__(*args, **kwargs)
        self.schedule = schedule
        drop = ("hour", "minute", "day_of_month") if schedule.interval else ("seconds",)
        for name in drop:
            del self.fields[name]
        for name in set(self.fields) - {"enabled"}:
            self.fields[name].required = True


class ScheduleList(Needs, StaffPage, ListView):
    needs = ("schedule.edit",)
    template_name = "house/schedules.html"

    def get_queryset(self):
        return PeriodicTask.objects.exclude(name="celery.backend_cleanup").select_related("interval", "crontab")


class ScheduleEdit(Needs, StaffPage, FormView):
    needs = ("schedule.edit",)
    form_class, template_name = ScheduleForm, "house/schedule.html"

    def dispatch(self, request, *args, **kwargs):
        self.schedule = get_object_or_404(PeriodicTask, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"schedule": self.schedule}

    def get_initial(self):
        when, initial = self.schedule.crontab, {"enabled": self.schedule.enabled}
        if when:
            return initial | {"hour": when.hour, "minute": when.minute, "day_of_month": when.day_of_month}
        return initial | {"seconds": self.schedule.interval.every}

    def form_valid(self, form):
        try:
            reschedule(self.schedule, by=self.request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, "已保存，一分钟内生效")
        return redirect("schedules")

    def get_context_data(self, **kwargs):
        history = Change.objects.filter(target_type="django_celery_beat.PeriodicTask", target_id=str(self.schedule.pk))
        return super().get_context_data(schedule=self.schedule, history=history[:20], **kwargs)
