"""The city's list, the districts' bodies and powers."""

from django import forms
from django.utils import timezone

from accounts.models import Area, Organisation
from core.steps.table import Day, StepForm
from projects.stages.forms import Plain
from resident_participation.enforcement.models import Department, EnforcementBody, EnforcementDuty

LEADS = Department.choices[:-1]  # the street answers by a power, not by the list


class DutyForm(Plain):
    """A matter of the list with its department, clocks and source."""

    lead = forms.ChoiceField(label="主管部门", choices=[("", "请选择"), *LEADS])
    assists = forms.TypedMultipleChoiceField(
        label="配合部门", choices=LEADS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = EnforcementDuty
        fields = ["code", "name", "lead", "assists", "visit_days", "settle_days", "order", "source", "clause",
                  "valid_from"]  # fmt: skip
        widgets = {"valid_from": Day()}
        help_texts = {
            "code": "小写字母和下划线，给程序对接用；定了不再改",
            "visit_days": "从交办那天起算，节假日不算",
            "order": "数字小的排在前面",
        }


class AdjustForm(DutyForm):
    """Another version of a matter from a day on."""

    class Meta(DutyForm.Meta):
        fields = [*DutyForm.Meta.fields[1:], "listed"]
        help_texts = {
            "valid_from": "从这一天起报的按新的；以前报的不变",
            "listed": "去掉勾，从启用日期起不再受理这个事项",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.initial.pop("valid_from", None)


def own_places(user):
    levels = [Area.Level.DISTRICT, Area.Level.STREET]
    return Area.objects.visible_to(user).today().filter(level__in=levels).select_related("parent__parent")


class BodyForm(Plain):
    """Which organisation is a department in a district or a street."""

    department = forms.ChoiceField(label="部门", choices=[("", "请选择"), *Department.choices])

    class Meta:
        model = EnforcementBody
        fields = ["area", "department", "organisation"]
        help_texts = {"organisation": "没有的先到“单位名录”登记，并写上电话"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["area"].queryset = own_places(user)
        self.fields["area"].label_from_instance = lambda area: area.full_name
        offices = [Organisation.Kind.GOVERNMENT, Organisation.Kind.INSTITUTION]
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user).filter(kind__in=offices)


class PowerForm(forms.Form):
    """A district hands a matter to its streets, or to one of them."""

    area = forms.ModelChoiceField(Area.objects.none(), label="区县或街道", help_text="选区县，就是它的全部街道")
    duty = forms.ModelChoiceField(EnforcementDuty.objects.none(), to_field_name="code", label="事项")
    document = forms.CharField(label="赋权文号", max_length=80)
    valid_from = forms.DateField(label="启用日期", widget=Day())

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = own_places(user)
        self.fields["area"].label_from_instance = lambda area: area.full_name
        self.fields["duty"].queryset = EnforcementDuty.objects.on(timezone.localdate())


class EndPowerForm(StepForm):
    """From which day on the department answers again."""

    date = forms.DateField(label="停止日期", widget=Day())


class PeriodForm(forms.Form):
    """Cases reported in which days; empty: all."""

    since = forms.DateField(label="报告自", required=False, widget=Day())
    until = forms.DateField(label="报告至", required=False, widget=Day())
