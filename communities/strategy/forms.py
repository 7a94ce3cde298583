from django import forms

from communities.register.models import Community
from communities.strategy.models import StrategyDecision


class DecisionForm(forms.ModelForm):
    strategy = forms.ChoiceField(label="改造方式", choices=Community.Strategy.choices, widget=forms.RadioSelect)

    class Meta:
        model = StrategyDecision
        fields = ["strategy", "evidence", "reason", "decided_by", "decided_on"]
        widgets = {
            "evidence": forms.Textarea({"rows": 4}),
            "reason": forms.Textarea({"rows": 4}),
            "decided_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def _post_clean(self):
        """Model validation is the action's."""
