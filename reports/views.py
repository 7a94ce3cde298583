from urllib.parse import urlencode

from django.db.models.fields.json import KT
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import DetailView, TemplateView, View

from accounts.policy import Act
from accounts.scope import own_area, own_areas
from core.listing import Column
from core.steps.table import open_to
from core.views import ListPage, StaffPage
from projects.warnings.models import WarningRule
from projects.warnings.rules import rules_on
from reports import actions, dashboard, figures, periods
from reports.agenda import SHOWN, agenda
from reports.comparing import differences
from reports.documents import document, paper
from reports.filters import ReportFilter
from reports.indicators import ALL
from reports.life_views import told
from reports.mailing.views import mailed
from reports.models import Kind, Report, RollupCheck
from reports.rollups import store
from reports.rollups.sections import SECTIONS
from reports.signing import corrected, later, stands_above
from reports.steps import REPORT_STEPS


class Dashboard(StaffPage, TemplateView):
    """驾驶舱: how the plan stands in one's own area, and every area below it by a link."""

    template_name = "reports/dashboard.html"

    def get(self, request, *args, **kwargs):
        if request.user.prefixes:
            return super().get(request, *args, **kwargs)
        return redirect("my_work") if request.user.organisations else render(request, "reports/administrator.html")

    def get_context_data(self, **kwargs):
        user, today, asked = self.request.user, timezone.localdate(), self.request.GET
        area = own_area(user, asked.get("area"))
        choice = dashboard.choose(asked, today)
        found = figures.plan(area.pk, choice.year, choice.basis)
        parts = store.read(area.pk, choice.year, SECTIONS)
        items = agenda(user, area, found, parts, today)
        context = {
            "area": area,
            "choice": choice,
            "above": self.above(area),
            "own_areas": own_areas(user),
            "neighbours": self.neighbours(area),
            "may_issue": user.may(Act.REPORT_ISSUE, area),
            "query": urlencode(choice.query),
            "items": items[:SHOWN],
            "more_items": len(items) - SHOWN,
            "checked": RollupCheck.objects.first(),
        }
        context |= dashboard.pictures(found, parts, area, choice, today)
        if asked.get("with"):
            other = own_area(user, asked["with"])
            context |= dashboard.comparison((found, parts), area, other, choice, today)
        return super().get_context_data(**context, **kwargs)

    def get_template_names(self):
        return ["reports/wall.html" if self.request.GET.get("wall") else self.template_name]

    def neighbours(self, area):
        """Those beside an area that are one's own too."""
        own = self.request.user.prefixes
        return [each for each in dashboard.neighbours(area) if any(each.pk.startswith(one) for one in own)]

    def above(self, area):
        """The areas above that are still one's own, top down."""
        chain = []
        while area.parent and any(area.parent.pk.startswith(own) for own in self.request.user.prefixes):
            area = area.parent
            chain.insert(0, area)
        return chain


class WarningRules(StaffPage, TemplateView):
    """预警规则: the numbers, what is done, and where they come from."""

    template_name = "reports/rules.html"

    def get_context_data(self, **kwargs):
        extra = {"rules": rules_on(timezone.localdate()), "green": WarningRule.Colour.GREEN}
        return super().get_context_data(definition=figures.DEFINITION, **extra, **kwargs)


class ReportList(ListPage):
    """进展报告: the latest revision of each."""

    model, filterset_class, template_name = Report, ReportFilter, "reports/list.html"
    list_name, title = "reports", "进展月报"
    columns = [
        Column("period", "期别", sort="period"),
        Column("area", "区划", sort="area"),
        Column("state", "状态"),
        Column("due_on", "办理期限", sort="due_on"),
        Column("started", "启动率", numeric=True),
        Column("deviation", "偏差（个百分点）", numeric=True),
        Column("warning", "预警"),
        Column("issued_at", "生成时间", sort="issued_at"),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().newest().select_related("area__parent").defer("figures", "text")
        return rows.annotate(
            rate=KT("figures__rates__start__percent"),
            deviation=KT("figures__deviation"),
            warning=KT("figures__warning"),
            warning_label=KT("figures__warning_label"),
        )

    def get_context_data(self, **kwargs):
        user = self.request.user
        area = user.main_area
        may_issue = bool(area) and user.may(Act.REPORT_ISSUE, area)
        closed = [(one, periods.newest_closed(one.value).label) for one in Kind]
        found = {"main_area": area, "may_issue": may_issue, "closed": closed, "today": timezone.localdate()}
        return super().get_context_data(together=user.may_somewhere(Act.REPORT_CHECK), **found, **kwargs)


class IssueReports(StaffPage, View):
    """生成本期报告: the latest closed period of a kind, of an area and everything below it, by the worker."""

    http_method_names = ["post"]

    def post(self, request):
        area = own_area(request.user, request.POST.get("area"))
        kind = request.POST.get("kind") or Kind.MONTHLY
        period = periods.newest_closed(kind).text if kind in Kind.values else ""
        job = actions.order(kind, period, area, by=request.user, below=True)
        return redirect("job", job.pk)


class ReportPage(StaffPage, DetailView):
    """One report as it was issued, on paper; `?as=xlsx` downloads it."""

    model, template_name, context_object_name = Report, "reports/report.html", "report"

    def get_queryset(self):
        return Report.objects.visible_to(self.request.user).select_related("area__parent")

    def render_to_response(self, context, **kwargs):
        form = self.request.GET.get("as", "")
        if form:
            return document(self.request, self.object, form)
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs):
        report = self.object
        intact = actions.fingerprint(report.figures) == report.snapshot_sha256
        return super().get_context_data(**paper(report), intact=intact, **self.life(report), **kwargs)

    def life(self, report):
        """Where the report stands: what may be done, what was found, who signed, what was corrected."""
        user, old = self.request.user, corrected(report)
        steps = open_to(user, report, REPORT_STEPS)
        newer = later(report).order_by("-revision").first()
        left_out = set() if stands_above(user, report.area) else {"check"}
        left_out |= {"revise"} if newer else set()
        period = periods.parse(report.kind, report.period)
        named = ("submitted", "上报"), ("checked", "核对"), ("signed", "签发"), ("published", "公布")
        return {
            "period": period,
            "steps": [(name, step) for name, step in steps if name not in left_out | {"explain"}],
            "may_explain": any(name == "explain" for name, _ in steps),
            "findings": told(report),
            "old": old,
            "changes": differences(old.figures, report.figures) if old else [],
            "newer": newer,
            "signatures": [(word, getattr(report, f"{n}_by"), getattr(report, f"{n}_at")) for n, word in named],
            "sources": [
                (one, one.found(report.figures)["value"], one.rows_url(report.area_id, period))
                for one in ALL.values()
                if one.path
            ],
            "mailed": mailed(report),
            "today": timezone.localdate(),
        }
