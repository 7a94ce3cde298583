from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from accounts.scope import own_area
from core.exchange.views import ExportPage
from core.listing import Column
from core.templatetags.house import money
from core.views import DetailPage, FormPage, ListPage, StaffPage
from projects.funds import actions, figures, forms
from projects.funds.filters import FundEntryFilter
from projects.funds.models import FundEntry
from projects.register.models import Project
from projects.register.views import ProjectTabs


class FundOverview(StaffPage, TemplateView):
    """资金: an area's money by source and by place, for a year or all of them."""

    template_name = "projects/funds_overview.html"

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user, self.request.GET.get("area"))
        asked = self.request.GET.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdecimal() else None
        lines, total = figures.funds(area.pk, year=year)
        groups, _ = figures.funds(area.pk, by="group", year=year)
        places, _ = figures.funds(area.pk, by="district" if len(area.pk) == 4 else "street", year=year)
        own, whole = figures.government_share(groups)
        return super().get_context_data(
            area=area,
            year=year,
            years=[line.key for line in figures.funds(area.pk, by="year")[0]],
            lines=lines,
            groups=groups,
            places=places,
            total=total,
            government=(own, whole),
            definition=figures.DEFINITION,
            **kwargs,
        )


class FundEntryList(ListPage):
    """资金台账."""

    model, filterset_class, template_name = FundEntry, FundEntryFilter, "projects/fund_entries.html"
    list_name, title = "fund_entries", "资金台账"
    lead = "每一笔计划、到位和支出；只增不改，登记错的用负数冲减"
    columns = [
        Column("project", "项目"),
        Column("source", "资金来源"),
        Column("year", "资金年度", numeric=True, sort="year"),
        Column("kind", "类别"),
        Column("amount", "金额（万元）", numeric=True, sort="amount"),
        Column("dated_on", "日期", sort="dated_on"),
        Column("document", "文号（凭证）"),
        Column("note", "说明", default=False),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area__parent", "source")

    def totals(self, queryset):
        sums = {kind: Sum("amount", filter=Q(kind=kind), default=0) for kind in figures.KINDS}
        found = queryset.order_by().aggregate(**sums)
        words = dict(FundEntry.Kind.choices)
        return [(words[kind], money(found[kind])) for kind in figures.KINDS]


class FundExport(ExportPage):
    kind = "fund_entries"


class ProjectFunds(ProjectTabs, DetailPage):
    """A project's money: by source, and every movement."""

    model, template_name, tab = Project, "projects/project_funds.html", "funds"

    def get_context_data(self, **kwargs):
        project, user = self.object, self.request.user
        entries = project.fund_entries.visible_to(user).select_related("source")
        sums = {kind: Sum("amount", filter=Q(kind=kind), default=0) for kind in figures.KINDS}
        return super().get_context_data(
            entries=entries,
            lines=entries.order_by("source__order").values("source__name").annotate(**sums),
            total=entries.order_by().aggregate(**sums),
            may_enter=user.may(Act.FUND_ENTER, project),
            pledges=project.pledges.visible_to(user).select_related("source"),
            calls=project.calls.visible_to(user),
            may_pledge=user.may(Act.PLEDGE_RECORD, project),
            today=timezone.localdate(),
            **kwargs,
        )


class FundEnter(FormPage):
    model, form_class, act, title = Project, forms.EntryForm, Act.FUND_ENTER, "登记资金"
    done, button = "已记入资金台账", "登记"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        return kwargs

    def get_initial(self):
        today = timezone.localdate()
        return {"dated_on": today, "year": today.year}

    def act_on(self, obj, by, version=None, **values):
        actions.enter(obj, by=by, **values)

    def get_success_url(self):
        return reverse("projects:funds", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}
