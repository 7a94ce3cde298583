from django import forms

from communities.models import Community
from core.steps.table import StepForm
from resident_participation.lifts.figures import stair_units


class UnitsField(forms.MultipleChoiceField):
    """Stair units by name. The action knows which there are; the page offers them."""

    def valid_value(self, value):
        return True


class DraftUnitsForm(StepForm):
    """One round for each stair unit, with the same words."""

    units = UnitsField(label="单元", widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label="事项", max_length=40, initial="加装电梯")
    text = forms.CharField(
        label="要点",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一条：费用怎么分摊、放在哪里、对低层有什么影响",
    )
    office = forms.CharField(label="联系地点", max_length=80, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, help_text="印在投票单上，住户有问题打这个电话")
    document = forms.FileField(label="方案和费用分摊表", required=False, help_text="附在每个单元的事项上")

    def prepare(self):
        if self.obj:
            units = stair_units(self.obj)
            self.fields["units"].choices = [(key, f"{key}（{unit.households} 户）") for key, unit in units.items()]


class NewUnitsForm(DraftUnitsForm):
    """One round for each of several stair units of a community, all or none."""

    community = forms.ModelChoiceField(label="小区", queryset=Community.objects.none())

    def prepare(self):
        self.fields["community"].queryset = Community.objects.visible_to(self.user)
