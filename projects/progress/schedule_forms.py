from django import forms
from django.utils import timezone

from core.steps.table import Day, StepForm
from projects.progress import milestones
from projects.progress.models import Milestone
from projects.register.models import Project

BLANK_ROWS = 3
COLUMNS = {"name": "节点", "weight": "权重（%）", "planned_on": "计划日期"}


class MilestonesForm(forms.Form):
    """All milestones of a project, a row each; a row without a name is none."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, user=None, instance=None, **kwargs):
        super().__init__(*args, **kwargs)
        saved = list(instance.milestones.all())
        known = saved or milestones.offered(instance)
        self.count = len(known) + BLANK_ROWS
        if self.is_bound:
            self.count = max(self.count, 1 + max((number(key) for key in self.data), default=0))
        self.initial["seen"] = milestones.seen(saved)
        for place in range(min(self.count, 60)):
            self.add_row(place, known[place] if place < len(known) else None)

    def add_row(self, place, known):
        fields = {
            "id": forms.IntegerField(required=False, widget=forms.HiddenInput()),
            "name": forms.CharField(required=False, max_length=60),
            "weight": forms.DecimalField(required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2),
            "planned_on": forms.DateField(required=False, widget=Day()),
        }
        for name, field in fields.items():
            if name in COLUMNS:
                field.label = f"第 {place + 1} 行 {COLUMNS[name]}"
                field.widget.attrs |= {"class": "in s", "aria-label": field.label}
            self.fields[f"{place}-{name}"] = field
            self.initial[f"{place}-{name}"] = shown(known, name)

    def lines(self):
        """The rows' inputs by name, in order."""
        for place in range(min(self.count, 60)):
            yield {name: self[f"{place}-{name}"] for name in ("id", *COLUMNS)} | {"known": self.known(place)}

    def known(self, place):
        return bool(self[f"{place}-id"].value())

    def rows(self):
        """(rows as `save_list` wants them, the place of each in the form)."""
        given, rows, places = self.cleaned_data, [], []
        for place in range(min(self.count, 60)):
            row = {name: given.get(f"{place}-{name}") for name in ("id", *COLUMNS)}
            if row["name"] or row["planned_on"] and not row["id"]:
                rows.append(row)
                places.append(place)
        return rows, places

    def complain(self, words, places):
        """Put the action's words at their cells; what concerns the whole list stands on top."""
        for place, sentences in words.items():
            row, _, name = place.partition(".")
            for sentence in sentences:
                self.add_error(f"{places[int(row)]}-{name}" if name else None, sentence)


def number(key):
    first = key.partition("-")[0]
    return int(first) if first.isascii() and first.isdecimal() and len(first) < 3 else 0


def shown(known, name):
    if known is None:
        return ""
    value = known.pk if name == "id" else getattr(known, name)
    return f"{value.normalize():f}" if name == "weight" else value or ""


class MilestoneForm(forms.ModelForm):
    """One row of a list of milestones."""

    id = forms.IntegerField(required=False)

    class Meta:
        model = Milestone
        fields = ["name", "weight", "planned_on"]


class ExpectForm(StepForm):
    expected_on = forms.DateField(label="预计日期", widget=Day())
    note = forms.CharField(label="说明", required=False, max_length=200)


class ConfirmForm(StepForm):
    done_on = forms.DateField(label="完成日期", widget=Day())
    reason = forms.CharField(label="改动原因", required=False, max_length=200, help_text="改已经确认的日期才填")


class ApproveBaselineForm(StepForm):
    """The milestones as they stand become the plan that progress is held against."""

    starts_on = forms.DateField(label="开始日期", widget=Day(), help_text="这一天进度是 0")
    approved_on = forms.DateField(label="批准日期", widget=Day())
    approved_by = forms.CharField(label="批准人", max_length=60)
    reason = forms.CharField(label="调整原因", required=False, max_length=200, help_text="第一版不用写")


class NewBaselineForm(ApproveBaselineForm):
    """The same, with the project named."""

    project = forms.ModelChoiceField(Project.objects.none(), label="项目")

    def prepare(self):
        self.fields["project"].queryset = Project.objects.visible_to(self.user)


def first_values(project, user):
    """What stands in the form of a baseline to begin with."""
    newest = project.baselines.first()
    return {
        "starts_on": newest.starts_on if newest else project.planned_start,
        "approved_on": timezone.localdate(),
        "approved_by": user.display_name,
    }
