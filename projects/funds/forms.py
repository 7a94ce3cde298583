from django import forms

from core.steps.table import Day
from projects.funds.models import FundEntry
from projects.register.models import Project


class EntryForm(forms.ModelForm):
    """One movement of money: source, year, planned, arrived or spent; a correction is a negative amount."""

    class Meta:
        model = FundEntry
        fields = ["source", "year", "kind", "amount", "dated_on", "document", "note"]
        widgets = {"dated_on": Day()}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""


class NewEntryForm(EntryForm):
    """One movement of money of a project."""

    class Meta(EntryForm.Meta):
        fields = ["project", *EntryForm.Meta.fields]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)
