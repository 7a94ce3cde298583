"""What is done with a report, its log, and when reports were made and asked for."""

from django.shortcuts import redirect
from django.views.generic import TemplateView

from core.errors import Refused
from core.listing import Column
from core.models import Job
from core.steps.views import StepPage
from core.views import HistoryPage, ListPage, StaffPage
from reports import actions, checks, together
from reports.filters import ReminderFilter
from reports.models import Reminder, Report
from reports.steps import REPORT_STEPS
from reports.tasks import REMIND

RUNS = 50


class ReportStep(StepPage):
    """/reports/7/submit/"""

    model, steps = Report, REPORT_STEPS

    @property
    def explain(self):
        return f"{self.object.area.full_name}，现在是“{self.object.get_state_display()}”"

    def get_initial(self):
        """The finding whose link was followed."""
        return super().get_initial() | {"finding": self.request.GET.get("finding", "")}


class ReportHistory(HistoryPage):
    """Who did what with a report, and when."""

    model = Report


def told(report):
    """[(finding, its explanation)]"""
    return [(one, report.explanations.get(one.code, "")) for one in checks.findings(report)]


class Together(StaffPage, TemplateView):
    """一起办理: what waits for the same step, period by period."""

    template_name = "reports/together.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(batches=together.batches(self.request.user), **kwargs)

    def post(self, request):
        asked = {name: request.POST.get(name, "") for name in ("act", "kind", "period")}
        if asked["act"] not in together.STEPS:
            raise Refused("no_such_step", "没有这一步")
        return redirect("job", together.order(**asked, by=request.user).pk)


class Runs(ListPage):
    """报告运行记录: who was reminded of what, and the latest runs that made reports."""

    model, filterset_class, template_name = Reminder, ReminderFilter, "reports/runs.html"
    list_name, title = "report_runs", "报告运行记录"
    columns = [
        Column("sent_at", "催报时间", sort="sent_at"),
        Column("report", "报告"),
        Column("state", "等待的步骤"),
        Column("area", "催哪里"),
        Column("due_on", "期限", sort="due_on"),
        Column("when", "时点"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("report__area", "area__parent").defer("report__figures")

    def get_context_data(self, **kwargs):
        """A job of the portal concerns the whole city: those who read all of it see the runs."""
        user = self.request.user
        runs = Job.objects.filter(kind__in=[actions.ISSUE, REMIND])
        own = runs if "3302" in user.prefixes else runs.filter(by=user.pk)
        return super().get_context_data(runs=own[:RUNS], **kwargs)
