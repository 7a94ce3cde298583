"""The list of duties, the bodies and powers of districts, the figures."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from accounts.scope import own_area
from core import thresholds
from core.listing import Column
from core.steps.table import Step
from core.steps.views import StepPage
from core.views import FormPage, ListPage, StaffPage
from resident_participation.enforcement import duties, duty_forms, figures
from resident_participation.enforcement.filters import DutyFilter
from resident_participation.enforcement.models import EnforcementBody, EnforcementDuty, StreetPower


class DutyList(ListPage):
    """执法事项清单 as it holds today."""

    model, filterset_class, template_name = (
        EnforcementDuty,
        DutyFilter,
        "resident_participation/enforcement_duties.html",
    )
    list_name, title = "enforcement_duties", "执法事项清单"
    lead = "小区里的哪件事归哪个部门管、多少个工作日到场和办结，都有依据；由市局调整，从启用日期起生效"
    columns = [
        Column("name", "事项"),
        Column("lead", "主管部门"),
        Column("assists", "配合部门"),
        Column("visit_days", "到场（工作日）", numeric=True, sort="visit_days"),
        Column("settle_days", "办结（工作日）", numeric=True, sort="settle_days"),
        Column("powers", "赋权街道"),
        Column("source", "依据"),
        Column("valid_from", "启用日期"),
    ]

    def get_base_queryset(self):
        """In force today, or every version when another day is asked for."""
        every = EnforcementDuty.objects.all()
        return every if self.request.GET.get("on") else every.on(timezone.localdate())

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(
            may_edit=self.request.user.may_somewhere(Act.DUTY_EDIT),
            powers=duties.districts_with_power(today),
            coming=EnforcementDuty.objects.filter(valid_from__gt=today),
            **kwargs,
        )


class DutyNew(FormPage):
    model, form_class, act = EnforcementDuty, duty_forms.DutyForm, Act.DUTY_EDIT
    title, button, done = "增加执法事项", "增加", "已列入清单"

    def act_on(self, obj, by, **values):
        return duties.add(by=by, **values)


class DutyAdjust(FormPage):
    model, form_class, act = EnforcementDuty, duty_forms.AdjustForm, Act.DUTY_EDIT
    button, done = "登记新的一版", "新的一版已登记，从启用日期起生效"

    def act_on(self, obj, by, **values):
        return duties.adjust(obj, by=by, **values)


class BodyList(StaffPage, TemplateView):
    """Who the departments are in one's districts and streets, and what streets may do themselves."""

    template_name = "resident_participation/enforcement_bodies.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        bodies = EnforcementBody.objects.visible_to(user).select_related("area__parent", "organisation")
        powers = StreetPower.objects.visible_to(user).select_related("area__parent")
        return super().get_context_data(
            bodies=bodies,
            powers=[(power, power.valid_to is None or power.valid_to > today) for power in powers],
            names=dict(EnforcementDuty.objects.order_by("valid_from").values_list("code", "name")),
            may_edit=user.may_somewhere(Act.ENFORCEMENT_BODY_EDIT),
            may_empower=user.may_somewhere(Act.POWER_EDIT),
            **kwargs,
        )


class BodyNew(FormPage):
    model, form_class, act = EnforcementBody, duty_forms.BodyForm, Act.ENFORCEMENT_BODY_EDIT
    title, button, done = "登记执法单位", "登记", "已登记；以后报的事项交给它"

    def act_on(self, obj, by, **values):
        return duties.save_body(by=by, **values)


class BodyEdit(FormPage):
    model, form_class, act = EnforcementBody, duty_forms.BodyForm, Act.ENFORCEMENT_BODY_EDIT

    def act_on(self, obj, by, **values):
        return duties.save_body(obj, by=by, **values)


class PowerNew(FormPage):
    model, form_class, act = StreetPower, duty_forms.PowerForm, Act.POWER_EDIT
    title, button, done = "登记赋权街道", "登记", "已登记；启用以后报的，由街道执法队办"

    def act_on(self, obj, by, **values):
        return duties.empower(by=by, **values)


class PowerEnd(StepPage):
    """The matter goes back to the department."""

    model = StreetPower
    steps = {"end": Step(Act.POWER_EDIT, duties.end_power, duty_forms.EndPowerForm, "已停止赋权")}

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, name="end", **kwargs)


class EnforcementFigures(StaffPage, TemplateView):
    """部门和地区的办理情况, each rate with its numbers."""

    template_name = "resident_participation/enforcement_figures.html"

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user, self.request.GET.get("area"))
        form = duty_forms.PeriodForm(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        found = figures.enforcement(area.pk, asked.get("since"), asked.get("until"))
        return super().get_context_data(
            area=area,
            areas=self.request.user.area_choices,
            form=form,
            found=found,
            least=thresholds.value("enforcement.rate.least"),
            tables=tables(found, area, asked),
            definition=figures.DEFINITION,
            today=timezone.localdate(),
            **kwargs,
        )


def tables(found, area, asked):
    """[(head, lines)], each line with the list of the cases that it counts."""
    days = {name: day.isoformat() for name, day in asked.items() if day}
    departments = [
        line | {"url": listed(days, department=line["department"], area=area.pk)} for line in found["departments"]
    ]
    areas = [line | {"url": listed(days, area=line["area"])} for line in found["areas"]]
    return [("部门", departments), ("地区", areas)]


def listed(days, **conditions):
    return f"{reverse('resident_participation:enforcement_cases')}?{urlencode(conditions | days)}"
