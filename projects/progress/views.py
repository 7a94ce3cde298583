from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, Http404
from django.shortcuts import get_list_or_404, get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from accounts.models import Area
from accounts.policy import Act
from communities.register.stages import Stage
from core.errors import Refused
from core.exchange.views import ExportPage
from core.history import entries
from core.listing import Column
from core.months import last_closed, month_end, months_back
from core.steps.table import open_to
from core.steps.views import StepPage
from core.templatetags.house import cnmonth
from core.views import ActPage, DetailPage, FormPage, ListPage, Needs, StaffPage
from projects.progress import actions, forms
from projects.progress.filters import MISSING, BoardFilter, with_month
from projects.progress.models import PERIOD, ProgressPhoto, ProgressReport
from projects.progress.steps import PROGRESS_STEPS
from projects.register.models import Project
from projects.templatetags.months import WORDS

SHOWN_MONTHS = 18


class MonthExport(ExportPage):
    kind = "progress"


class ProgressBoard(ListPage):
    """月度进展: who has filled in the month, what waits to be verified, what can be locked."""

    model, filterset_class, template_name = Project, BoardFilter, "projects/board.html"
    list_name, title = "progress", "月度进展"
    columns = [
        Column("name", "项目", sort="name"),
        Column("area", "区县 / 街道", sort="area"),
        Column("month_percent", "形象进度", sort="percent"),
        Column("month_invested", "累计投资（万元）", numeric=True),
        Column("reported", "填报人"),
        Column("month_state", "状态", sort="state"),
        Column("next", "办理"),
    ]

    @property
    def period(self):
        asked = self.request.GET.get("period", "")
        return asked if PERIOD.regex.match(asked) else last_closed(timezone.localdate())

    def get_base_queryset(self):
        due = super().get_base_queryset().select_related("area__parent").prefetch_related("baselines")
        due = due.reporting_in(self.period)
        return with_month(due, self.period)

    def get_context_data(self, **kwargs):
        user, period = self.request.user, self.period
        today = timezone.localdate()
        return super().get_context_data(
            period=period,
            periods=sorted({period, *months_back(today, SHOWN_MONTHS)}, reverse=True),
            counts=self.counts(),
            month_end=month_end(period),
            may_report=user.may_somewhere(Act.PROGRESS_REPORT),
            may_verify=user.may_somewhere(Act.PROGRESS_VERIFY),
            may_lock=user.may_somewhere(Act.PROGRESS_LOCK),
            **kwargs,
        )

    def counts(self):
        """[(state, how many)] of the month in the area chosen, whatever state is filtered."""
        rows = self.get_base_queryset().under(self.request.GET.get("area", ""))
        found = dict(rows.order_by().values_list("month_state").annotate(n=Count("pk")))
        found[MISSING] = found.pop(None, 0)
        return [(state, found[state]) for state in WORDS if found.get(state)]


class VerifyMany(Needs, StaffPage, View):
    """Verify the reports ticked on the board; what is refused is said, the rest goes through."""

    needs = (Act.PROGRESS_VERIFY,)
    http_method_names = ["post"]

    def post(self, request):
        chosen = [key for key in request.POST.getlist("report") if key.isdecimal()]
        done, refusals = 0, []
        for report in ProgressReport.objects.visible_to(request.user).filter(pk__in=chosen).select_related("project"):
            try:
                actions.verify(report, by=request.user)
                done += 1
            except Refused as refused:
                refusals.append(f"{report.project}：{refused.message}")
        if done:
            messages.success(request, f"已核实 {done} 份，项目进度随之更新")
        for words in refusals:
            messages.error(request, words)
        if not chosen:
            messages.error(request, "请先勾选要核实的进展")
        return back_to_board(request)


class LockMonth(Needs, StaffPage, View):
    """Lock every verified report of a month in an area."""

    needs = (Act.PROGRESS_LOCK,)
    http_method_names = ["post"]

    def post(self, request):
        period, area = request.POST.get("period", ""), request.POST.get("area", "")
        areas = get_list_or_404(Area.objects.visible_to(request.user), pk__in=[area] if area else request.user.prefixes)
        done = sum(actions.lock_period(period, one, by=request.user) for one in areas)
        messages.success(request, f"已锁定 {period} 的 {done} 份进展") if done else messages.error(
            request, f"{period} 没有已核实、待锁定的进展"
        )
        return back_to_board(request)


def back_to_board(request):
    query = request.POST.get("query", "").lstrip("?")
    return redirect(f"{reverse('projects:progress')}?{query}")


class ProgressEntry(FormPage):
    """A month's figures of a project, filled in on a phone as well; last month's stand beside the inputs."""

    model, form_class, act = Project, forms.ProgressForm, Act.PROGRESS_REPORT
    template_name, done, button = "projects/entry.html", "已保存，还没有上报", "保存"

    def find(self, pk, period):
        project = super().find(pk)
        if project.status == Stage.REMOVED or not PERIOD.regex.match(period):
            raise Http404
        self.period = period
        self.report = project.reports.valid().filter(period=period).first()
        self.before = actions.month_before(project, period)
        return project

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("user")
        fresh = ProgressReport(project=self.object, period=self.period)
        if self.report is None and self.before is not None:
            for name in actions.QUANTITIES[2:]:  # percent and money are typed anew every month
                setattr(fresh, name, getattr(self.before, name))
        return kwargs | {"instance": self.report or fresh, "before": self.before}

    def act_on(self, obj, by, version=None, **values):
        report = actions.report(obj, self.period, by=by, version=version, **values)
        if "submit" in self.request.POST:
            report = actions.submit(report, by=by)
            self.done = "已上报，等待区县核实"
        return report

    def get_context_data(self, **kwargs):
        found = super().get_context_data(
            project=self.object, report=self.report, before=self.before, period=self.period, **kwargs
        )
        return found | {"title": f"填报{cnmonth(self.period)}进展"}


class ProgressDetail(DetailPage):
    """One month of one project: figures beside the month before, photos, acts, how it came about."""

    model, template_name = ProgressReport, "projects/month.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "reported_by", "verified_by")

    def get_context_data(self, **kwargs):
        report, user = self.object, self.request.user
        before = actions.month_before(report.project, report.period)
        return super().get_context_data(
            before=before,
            lines=figures(report, before),
            others=report.project.reports.filter(period=report.period).exclude(pk=report.pk),
            steps=open_to(user, report, PROGRESS_STEPS),
            is_open=report.state in ProgressReport.OPEN and user.may(Act.PROGRESS_REPORT, report),
            entries=entries(report),
            **kwargs,
        )


def figures(report, before):
    """[(label, the month before's, this month's)]"""
    labels = {name: ProgressReport._meta.get_field(name).verbose_name for name in actions.QUANTITIES}
    return [(label, before and getattr(before, name), getattr(report, name)) for name, label in labels.items()]


class ProgressStep(StepPage):
    """/progress/7/verify/."""

    model, steps = ProgressReport, PROGRESS_STEPS


class PhotoAdd(ActPage):
    model, form_class, act = ProgressReport, forms.PhotoForm, Act.PROGRESS_REPORT
    title, button, done = "添加照片", "上传照片", "照片已加入"

    def act_on(self, obj, by, version=None, **values):
        actions.add_photo(obj, by=by, **values)
        return obj


class PhotoFile(StaffPage, View):
    """The picture itself, for those who see the report it belongs to."""

    def get(self, request, pk):
        photo = get_object_or_404(ProgressPhoto.objects.visible_to(request.user), pk=pk)
        response = FileResponse(photo.image.open(), content_type="image/jpeg")
        response["Cache-Control"] = "private, max-age=3600"
        return response


class PhotoRemove(StaffPage, View):
    http_method_names = ["post"]

    def post(self, request, pk):
        photo = get_object_or_404(ProgressPhoto.objects.visible_to(request.user), pk=pk)
        actions.remove_photo(photo, by=request.user)
        messages.success(request, "照片已删除")
        return redirect(photo.report.get_absolute_url())
