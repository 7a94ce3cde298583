from django import forms

from core.steps.table import ReasonForm
from resident_participation.recounts import figures
from resident_participation.results.models import BundleRequest


class BundleForm(ReasonForm):
    """What the bundle with everybody's choices is for; which of the two where a recount made a second result."""

    def prepare(self):
        if self.obj and figures.correction(self.obj):
            self.fields["which"] = forms.TypedChoiceField(
                label="哪一份结果", choices=BundleRequest.Which, coerce=int, initial=BundleRequest.Which.CORRECTED
            )
