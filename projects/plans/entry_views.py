from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from accounts.policy import Act
from core.exchange.views import ExportPage
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, HistoryPage, ListPage
from projects.money.models import FundingSource
from projects.plans import actions, entry, forms
from projects.plans.filters import AnnualPlanFilter
from projects.plans.models import AnnualPlan, PlanEntry
from projects.plans.steps import ENTRY_STEPS, PLAN_STEPS

LISTED = Q(entries__state="listed")


class AnnualPlanList(ListPage):
    """年度计划 by district and year."""

    model, filterset_class, template_name = AnnualPlan, AnnualPlanFilter, "projects/annual_plans.html"
    list_name, title = "annual_plans", "年度计划"
    lead = "每个区（县、市）每年一份；下达以后的改动是计划调整，要有文号"
    columns = [
        Column("area", "区（县、市）", sort="area"),
        Column("year", "年度", numeric=True, sort="year"),
        Column("communities", "小区（个）", numeric=True),
        Column("floor_area", "面积（万㎡）", numeric=True),
        Column("households", "户数", numeric=True),
        Column("document", "文号"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("area")
        return rows.annotate(
            communities=Count("entries", filter=LISTED),
            floor_area=Sum("entries__floor_area", filter=LISTED),
            households=Sum("entries__households", filter=LISTED),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_open=self.request.user.may_somewhere(Act.PLAN_ENTER), **kwargs)


class PlanEntryExport(ExportPage):
    kind = "plan_entries"


class AnnualPlanPage(DetailPage):
    """One plan: its communities, money by source, amendments."""

    model, template_name = AnnualPlan, "projects/annual_plan.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "programme")

    def get_context_data(self, **kwargs):
        plan, user = self.object, self.request.user
        entries = plan.entries.visible_to(user).filter(state=PlanEntry.State.LISTED)
        entries = list(entries.select_related("community__area").order_by("community__code"))
        return super().get_context_data(
            entries=entries,
            sums={
                "area": sum(e.floor_area for e in entries),
                "households": sum(e.households for e in entries),
                "buildings": sum(e.buildings for e in entries),
                "investment": sum(e.investment for e in entries),
            },
            sources=by_source(entries),
            amendments=plan.amendments.visible_to(user),
            steps=open_to(user, plan, PLAN_STEPS),
            may_enter=user.may(Act.PLAN_ENTER, plan),
            may_withdraw=user.may(Act.PLAN_WITHDRAW, plan),
            **kwargs,
        )


def by_source(entries):
    """[(source, 万元)] of the money that entries indicate, in the sources' order."""
    sums = {}
    for one in entries:
        for code, amount in one.funds.items():
            sums[code] = sums.get(code, 0) + Decimal(amount)
    return [(source, sums[source.pk]) for source in FundingSource.objects.all() if source.pk in sums]


class AnnualPlanHistory(HistoryPage):
    model = AnnualPlan


class AnnualPlanOpen(FormPage):
    model, form_class, title, act = AnnualPlan, forms.AnnualPlanForm, "编制年度计划", Act.PLAN_ENTER
    done, button = "计划已建立，请列入小区", "开始编制"

    def get_initial(self):
        main = self.request.user.main_area
        return {"year": timezone.localdate().year, "area": main if main and len(main.pk) == 6 else None}

    def act_on(self, obj, by, **values):
        return actions.open_plan(by=by, **values)


class PlanEnter(FormPage):
    """List a community in a plan; with a community chosen (?community=) it shows what is missing first."""

    model, form_class, act = AnnualPlan, forms.EntryForm, Act.PLAN_ENTER
    template_name, title, button, done = "projects/plan_enter.html", "列入小区", "列入计划", "已列入计划"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        return kwargs | {"plan": self.object}

    def get_initial(self):
        start, finish = date(self.object.year, 3, 1), date(self.object.year, 11, 30)
        return {"planned_start": start, "planned_finish": finish, "community": self.request.GET.get("community", "")}

    def act_on(self, obj, by, version=None, **values):
        return actions.enter(obj, values.pop("community"), by=by, **values)

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        chosen = found["form"]["community"].value()
        offered = found["form"].fields["community"].queryset
        community = offered.filter(pk=chosen).first() if str(chosen or "").isdecimal() else None
        return found | {"community": community, "lacks": entry.missing(community) if community else []}


class PlanStep(StepPage):
    """/annual-plans/3/issue/"""

    model, steps = AnnualPlan, PLAN_STEPS

    def get_initial(self):
        return {"issued_on": timezone.localdate()}


class EntryStep(StepPage):
    """/plan-entries/7/withdraw/"""

    model, steps = PlanEntry, ENTRY_STEPS
