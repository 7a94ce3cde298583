from django import forms

from accounts.models import Area
from communities.models import Community
from core.steps.table import Day, ReasonForm, StepForm
from projects.money.models import FundingSource
from projects.plans.models import PlanEntry, Programme, YearTarget


class TargetForm(forms.ModelForm):
    class Meta:
        model = YearTarget
        fields = ["communities", "floor_area", "households", "investment"]

    note = forms.CharField(label="调整说明", required=False, max_length=200, help_text="文号或理由，记入变更记录")

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""


class ProgrammeForm(forms.ModelForm):
    class Meta:
        model = Programme
        fields = ["name", "area", "first_year", "last_year", "document"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.visible_to(user).filter(level=Area.Level.CITY)

    def _post_clean(self):
        """Model validation is the action's."""


class AnnualPlanForm(forms.Form):
    """Which district and year a plan is drawn up for."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label="行动计划")
    area = forms.ModelChoiceField(Area.objects.none(), label="区（县、市）")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(user)
        self.fields["area"].queryset = Area.objects.visible_to(user).today().districts()


class EntryForm(forms.ModelForm):
    """A community for a year's plan: dates, money by source, the commitment to one entry."""

    groups = [
        ("小区和工期", ["community", "plan_kind", "planned_start", "planned_finish"]),
        ("资金安排（万元，按来源）", []),
        ("一次进场承诺", ["committed_on", "committed_by"]),
        ("免办和调整", ["exemption", "reason", "document"]),
    ]
    reason = forms.CharField(label="调整原因", max_length=200, required=False, help_text="计划下达以后才要填")
    document = forms.CharField(label="调整文号", max_length=80, required=False)

    class Meta:
        model = PlanEntry
        fields = [
            "community",
            "plan_kind",
            "planned_start",
            "planned_finish",
            "committed_on",
            "committed_by",
            "exemption",
        ]
        widgets = {name: Day() for name in ("planned_start", "planned_finish", "committed_on")}
        help_texts = {
            "committed_on": "供水、排水、供电、燃气、通信等单位承诺一次进场的日期",
            "exemption": "调查或征询可以免办的，写文件依据；没有的空着",
        }

    def __init__(self, *args, user, plan, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Community.objects.visible_to(user).under(plan.area_id)
        listed = PlanEntry.objects.filter(plan=plan, state=PlanEntry.State.LISTED).values("community")
        self.fields["community"].queryset = seen.exclude(pk__in=listed).select_related("area").order_by("code")
        self.fields["community"].label_from_instance = lambda c: f"{c.area} {c.name}"
        self.sources = list(FundingSource.objects.all())
        money = [f"fund_{s.pk}" for s in self.sources]
        for source, name in zip(self.sources, money, strict=True):
            self.fields[name] = forms.DecimalField(
                label=source.name, required=False, min_value=0, max_digits=14, decimal_places=2
            )
        self.groups = [(title, names or money) for title, names in self.groups]

    def clean(self):
        """The amounts by source become one value."""
        values = super().clean()
        given = {s.pk: values.pop(f"fund_{s.pk}", None) for s in self.sources}
        return values | {"funds": {code: amount for code, amount in given.items() if amount}}

    def _post_clean(self):
        """Model validation is the action's."""


class IssueForm(StepForm):
    """The document that issues the plan."""

    document = forms.CharField(label="下达文号", max_length=80)
    issued_on = forms.DateField(label="下达日期", widget=Day())


class WithdrawForm(ReasonForm):
    """Why a community leaves the plan; after the issue also by which document."""

    document = forms.CharField(label="调整文号", max_length=80, required=False, help_text="计划下达以后要填")
