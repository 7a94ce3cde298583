from django import forms

from accounts.models import Area
from projects.plans.models import Programme, YearTarget


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
