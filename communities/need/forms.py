from decimal import Decimal

from django import forms

from communities.need.factors import FACTORS
from communities.need.models import NeedWeights

PREFIX = "w_"


class WhatIfForm(forms.Form):
    """Other weights to try out: one number per factor; an empty one keeps the published weight."""

    def __init__(self, *args, weights, **kwargs):
        super().__init__(*args, **kwargs)
        self.weights = weights
        for code, factor in FACTORS.items():
            self.fields[f"{PREFIX}{code}"] = forms.DecimalField(
                label=factor.name, min_value=0, max_value=100, required=False, decimal_places=1, max_digits=4
            )

    def tried(self):
        """The weights with what was filled in, or None when that is nothing new."""
        typed = {name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if value is not None}
        changed = {c: w for c, w in typed.items() if c in self.weights and w != Decimal(self.weights[c]["weight"])}
        if not changed:
            return None
        return {c: rule | {"weight": str(changed.get(c, rule["weight"]))} for c, rule in self.weights.items()}


class WeightsForm(forms.ModelForm):
    """A new version: for each factor its weight and the two ends of its scale."""

    class Meta:
        model = NeedWeights
        fields = ["code", "name", "document", "valid_from", "note"]
        widgets = {"valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"code": "例如 2027-1", "document": "公布权重的文件或会议"}

    def __init__(self, *args, user, weights=None, **kwargs):
        super().__init__(*args, **kwargs)
        for code, factor in FACTORS.items():
            rule = (weights or {}).get(code, {"weight": "0", "low": "0", "high": "100"})
            unit = f"（{factor.unit}）"
            for name, label in (("weight", "权重"), ("low", f"不需要{unit}"), ("high", f"最需要{unit}")):
                self.fields[f"{code}_{name}"] = forms.DecimalField(
                    label=label, initial=rule[name], max_digits=8, decimal_places=2
                )

    def lines(self):
        """[(factor, its three inputs)] for the table of the page."""
        return [(f, [self[f"{code}_{name}"] for name in ("weight", "low", "high")]) for code, f in FACTORS.items()]

    def clean(self):
        given = self.cleaned_data
        given["factors"] = {
            code: {name: f"{given.pop(f'{code}_{name}', 0):f}" for name in ("weight", "low", "high")}
            for code in FACTORS
        }
        return given
