from django import forms

from communities.models import Community
from core.steps.table import Day
from projects.consents.models import ConsultationRecord

DAYS = ("held_on", "posted_from", "posted_to")


class ConsultationForm(forms.ModelForm):
    """Result of a consultation: households asked, took part and agreed, and its posting."""

    class Meta:
        model = ConsultationRecord
        fields = [
            "community", "purpose", "held_on", "households", "took_part", "agreed", "posted_from", "posted_to",
            "objections", "answered", "note",
        ]  # fmt: skip
        widgets = {name: Day() for name in DAYS}
        help_texts = {"households": "应征询的总户数", "agreed": "明确同意的户数，弃权不算"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user).select_related("area")
        self.fields["community"].label_from_instance = lambda c: f"{c.area} {c.name}"

    def _post_clean(self):
        """Model validation is the action's."""
