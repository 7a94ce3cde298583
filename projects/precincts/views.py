from decimal import Decimal

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from communities.models import RenovationUnit
from core.listing import Column
from core.steps.table import NothingForm, open_to
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage, StaffPage
from projects.precincts import actions, forms
from projects.precincts.balance import balance
from projects.precincts.content import differences, shown
from projects.precincts.filters import PrecinctPlanFilter
from projects.precincts.models import ElementRequirement, PrecinctPlan
from projects.precincts.steps import ELEMENT_STEPS, PLAN_STEPS

RELATED = ("unit__area__parent",)


class PlanList(ListPage):
    """片区方案: one unit, one plan, in versions."""

    model, filterset_class, template_name = PrecinctPlan, PrecinctPlanFilter, "projects/precinct_plans.html"
    list_name, title = "precinct_plans", "片区方案"
    lead = "一片区一方案：缺什么、怎么补、谁来建、钱从哪来、建成后谁管"
    columns = [
        Column("unit", "片区", sort="unit"),
        Column("area", "区划", sort="area"),
        Column("number", "版本", numeric=True),
        Column("elements", "公共要素", numeric=True),
        Column("met", "已建成", numeric=True),
        Column("approved_on", "批准", sort="approved_on"),
        Column("state", "状态", sort="state"),
    ]

    def get_base_queryset(self):
        met = Count("elements", filter=Q(elements__met_on__isnull=False))
        return super().get_base_queryset().select_related(*RELATED).annotate(count=Count("elements"), met=met)


class UnitPlans(DetailPage):
    """The plans of one unit; any two are compared."""

    model, template_name = RenovationUnit, "projects/unit_plans.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent")

    def get_context_data(self, **kwargs):
        unit, user = self.object, self.request.user
        plans = list(unit.plans.visible_to(user))
        open_one = any(plan.state in ("draft", "submitted") for plan in plans)
        may_open = not open_one and user.may(Act.PRECINCT_EDIT, unit)
        return super().get_context_data(plans=plans, may_open=may_open, **kwargs)


class PlanOpen(ActPage):
    """编制下一版."""

    model, form_class, act, title = RenovationUnit, NothingForm, Act.PRECINCT_EDIT, "编制片区方案"
    done, button = "已开新的一版，上一版的文字和要素都带过来了", "开始编制"
    explain = "新的一版从上一版抄起；批准以前可以随便改"

    def act_on(self, obj, by, version=None, **values):
        return actions.open_plan(by=by, unit=obj)


class PlanPage(DetailPage):
    """One version of a plan, to read and to print."""

    model, template_name = PrecinctPlan, "projects/precinct_plan.html"

    def get_queryset(self):
        return super().get_queryset().select_related(*RELATED)

    def get_context_data(self, **kwargs):
        plan, user = self.object, self.request.user
        content, elements = shown(plan), list(plan.elements.select_related("kind", "space", "project"))
        lacking = [line for line in content["balance"] if line["gap"] != "0"]
        return super().get_context_data(
            content=content,
            elements=elements,
            sums=sums(content),
            lacking=lacking,
            left=sum(line["state"] == "lacking" for line in content["balance"]),
            steps=open_to(user, plan, PLAN_STEPS),
            is_draft=plan.state == PrecinctPlan.State.DRAFT and user.may(Act.PRECINCT_EDIT, plan),
            may_fulfil=plan.state == PrecinctPlan.State.APPROVED and user.may(Act.PRECINCT_EDIT, plan),
            former=PrecinctPlan.objects.filter(unit=plan.unit_id, number=plan.number - 1).first(),
            **kwargs,
        )


def sums(content):
    """Totals of the members and of the money, from the content's own text."""
    return {
        "area": sum(Decimal(m["floor_area"]) for m in content["members"]),
        "households": sum(m["households"] for m in content["members"]),
        "money": sum((Decimal(line["planned"]) for line in content["money"]), Decimal(0)),
    }


class PlanHistory(HistoryPage):
    model = PrecinctPlan


class PlanEdit(FormPage):
    model, form_class, act = PrecinctPlan, forms.PlanForm, Act.PRECINCT_EDIT
    done = "方案已保存"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class ElementsEdit(FormPage):
    """All public elements in one form; everything is saved or nothing."""

    model, form_class, act = PrecinctPlan, forms.ElementsForm, Act.PRECINCT_EDIT
    template_name, title = "projects/precinct_elements.html", "公共要素配置要求"
    done, button = "公共要素已保存", "保存全部"

    def get_form_kwargs(self):
        lines = balance(list(self.object.unit.communities.all()))
        return super().get_form_kwargs() | {"lines": lines}

    def form_valid(self, form):
        self.form = form
        return super().form_valid(form)

    def act_on(self, obj, by, version=None, **values):
        return actions.set_elements(obj, self.form.rows(), by=by)

    def turned_down(self, form, words, status):
        if any("." in str(place) for place in words):
            form.complain(words, form.rows())
            words = {}
        return super().turned_down(form, words, status)


class Suggest(ActPage):
    model, form_class, act, title = PrecinctPlan, NothingForm, Act.PRECINCT_EDIT, "按短板生成要求"
    action, done, button = actions.suggest, "缺的设施都已列为要求，请填怎么落实", "生成"
    explain = "走不到的、按人口不够的设施，每种列一行；已经列出的不动"

    def act_on(self, obj, by, version=None, **values):
        return actions.suggest(obj, by=by)


class PlanStep(StepPage):
    """/precinct-plans/7/approve/"""

    model, steps = PrecinctPlan, PLAN_STEPS

    def get_initial(self):
        return {"approved_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        return super().act_on(obj, by, **values)


class ElementStep(StepPage):
    """/elements/7/met/"""

    model, steps = ElementRequirement, ELEMENT_STEPS

    def get_initial(self):
        return {"met_on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"title": f"登记建成：{self.object.kind}", "button": "登记"}


class PlanCompare(StaffPage, TemplateView):
    """Two plans side by side: what came, what went, what changed."""

    template_name = "projects/precinct_compare.html"

    def get_context_data(self, **kwargs):
        plans = PrecinctPlan.objects.visible_to(self.request.user).select_related(*RELATED)
        asked = [self.request.GET.get(name, "") for name in "ab"]
        found = [plans.filter(pk=key).first() if key.isascii() and key.isdecimal() else None for key in asked]
        if None in found:
            raise Http404
        former, later = found
        same = former.unit_id == later.unit_id
        back = reverse("projects:unit_plans", args=[later.unit_id])
        words = [(name, getattr(former, name), getattr(later, name)) for name in actions.COPIED]
        label = PrecinctPlan._meta.get_field
        return super().get_context_data(
            former=former,
            later=later,
            same=same,
            back=back,
            changes=differences(shown(former), shown(later)),
            words=[(label(name).verbose_name, was, now) for name, was, now in words if was != now],
            **kwargs,
        )
