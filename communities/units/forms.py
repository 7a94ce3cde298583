import json

from django import forms
from django.utils import timezone

from accounts.models import Area
from communities.register.models import Community, RenovationUnit
from core.steps.table import Day, StepForm

SHAPE = "每行一个角点，先经度后纬度，如 121.5312, 29.8684"


class BoundaryField(forms.CharField):
    """A ring of corners: drawn on the map, or typed as a line each; the API sends a list of pairs."""

    widget = forms.Textarea(attrs={"rows": 6, "data-boundary": "1", "placeholder": SHAPE})

    def to_python(self, value):
        if isinstance(value, list):
            return value
        lines = (value or "").strip()
        try:
            return json.loads(lines) if lines.startswith("[") else [pair(line) for line in lines.splitlines() if line]
        except ValueError:
            raise forms.ValidationError(SHAPE) from None

    def validate(self, value):
        """What makes a ring is the action's to say."""

    def run_validators(self, value):
        """So is its length."""

    def prepare_value(self, value):
        return "\n".join(f"{x}, {y}" for x, y in value) if isinstance(value, list) else value


def pair(line):
    longitude, latitude = line.replace("，", ",").replace(" ", ",").strip(",").split(",", 1)
    return [float(longitude), float(latitude.strip(","))]


class UnitForm(forms.ModelForm):
    """A unit: who belongs to it and where its boundary runs; without a boundary the outline of its members."""

    communities = forms.ModelMultipleChoiceField(
        Community.objects.none(), label="包含的小区", required=False, widget=forms.CheckboxSelectMultiple
    )
    boundary = BoundaryField(label="边界", required=False, help_text="在地图上点出角点；不画就按小区的位置估一个")
    groups = [
        ("片区", ["name", "area", "typology"]),
        ("边界", ["boundary"]),
        ("小区", ["communities"]),
    ]

    class Meta:
        model = RenovationUnit
        fields = ["name", "area", "typology", "boundary", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = Area.objects.visible_to(user).today().exclude(level__in=[Area.Level.NEIGHBORHOOD, Area.Level.CITY])
        self.fields["area"].queryset = own.select_related("parent")
        self.fields["area"].label_from_instance = lambda area: area.full_name
        self.fields["area"].help_text = "跨街道的片区选区（县、市）"
        self.fields["typology"].required = False
        area = self.data.get("area") or self.instance.area_id
        if area:
            self.fields["communities"].queryset = Community.objects.visible_to(user).under(area)
        if self.instance.pk:
            self.initial["communities"] = list(self.instance.communities.values_list("pk", flat=True))

    def clean_typology(self):
        return self.cleaned_data["typology"] or self.instance.typology

    def _post_clean(self):
        """Model validation is the action's."""


class FreezeForm(StepForm):
    """The unit as it stands becomes its next version."""

    decided_on = forms.DateField(label="决定日期", widget=Day())
    document = forms.CharField(label="依据（文号）", max_length=80)
    reason = forms.CharField(label="划定或调整原因", max_length=200)

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("日期还没有到，不能先填")
        return day
