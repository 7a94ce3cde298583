from django import forms

from projects.progress.models import ProgressReport


class ProgressForm(forms.ModelForm):
    """A month's figures, cumulative by its end; last month's stand beside the inputs."""

    class Meta:
        model = ProgressReport
        fields = [
            "percent", "invested", "lifts", "parking_spaces", "charging_points", "pipes_km", "service_facilities",
            "note", "problems", "reason",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "problems": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"reason": "比上月少，或更正已核实的数，都要写原因"}

    def __init__(self, *args, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            if before is not None and name not in ("note", "problems", "reason"):
                self.fields[name].help_text = f"{before.period} 累计：{getattr(before, name)}"

    def _post_clean(self):
        """Model validation is the action's."""


class PhotoForm(forms.Form):
    file = forms.FileField(
        label="照片",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="不超过 20 MB",
    )
    caption = forms.CharField(label="说明", required=False, max_length=80)
