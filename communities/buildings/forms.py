from django import forms

from communities.buildings.models import Building, StairUnit

WHAT = ["number", "built_year", "storeys", "structure", "self_contained"]
SIZE = ["stair_units", "households", "floor_area", "lifts"]
STATE = ["grade", "appraised_on", "hazards", "roof", "facade"]
UNKNOWN = [("unknown", "未核"), ("true", "是"), ("false", "否")]


def say_of_nothing(field, words):
    """What it means to choose nothing, in words."""
    field.choices = [(value, label if value else words) for value, label in field.choices]


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=500, help_text="为什么删除，给以后查的人看")


class ExplainForm(forms.Form):
    reason = forms.CharField(label="差异原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class BuildingForm(forms.ModelForm):
    """Shape of a building's facts; the rules are the action's."""

    groups = [("楼栋", WHAT), ("规模", SIZE), ("安全与外观", [*STATE, "reason"])]

    hazards = forms.MultipleChoiceField(
        choices=Building.Hazard, label="隐患", required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label="修改说明", required=False, max_length=500, help_text="为什么改，给以后查的人看")

    class Meta:
        model = Building
        fields = [*WHAT, *SIZE, *STATE, "note"]
        widgets = {"appraised_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name, nothing in {"structure": "不清楚", "roof": "不清楚", "facade": "不清楚", "grade": "未鉴定"}.items():
            say_of_nothing(self.fields[name], nothing)
        if not self.instance.pk:
            del self.fields["reason"]

    def _post_clean(self):
        """Model validation is the action's, under its lock; here only the shape of each input counts."""


class StairUnitForm(forms.ModelForm):
    """Shape of a stair unit's facts. What nobody looked at stays open (未核)."""

    groups = [
        ("单元", ["number", "storeys", "flats_per_floor", "has_lift"]),
        ("加装电梯", ["legal_title", "in_expropriation", "single_owner", "site", "negative_list"]),
    ]

    class Meta:
        model = StairUnit
        fields = ["number", "storeys", "flats_per_floor", "has_lift", "legal_title", "in_expropriation"]
        fields += ["single_owner", "site", "negative_list"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        say_of_nothing(self.fields["site"], "未看")
        for name in ("legal_title", "in_expropriation"):
            self.fields[name].widget.choices = UNKNOWN

    def _post_clean(self):
        """Model validation is the action's."""
