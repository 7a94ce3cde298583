from django import forms

from core.steps.table import StepForm
from resident_participation.slips.models import Delivery
from resident_participation.votes.models import RuleSet


class AskForm(StepForm):
    """Slips for every household without one; or new ones for some, which kills the old."""

    rooms = forms.CharField(
        label="补打哪几户",
        required=False,
        max_length=500,
        help_text="空着就打印还没有投票单的全部住户。补打写名册号，用逗号隔开，旧单马上作废",
    )
    reason = forms.CharField(label="补打原因", required=False, max_length=200)

    def clean_rooms(self):
        words = self.cleaned_data["rooms"].replace("，", ",").replace("、", ",").replace(" ", ",")
        numbers = [word for word in words.split(",") if word]
        if not all(word.isdecimal() for word in numbers):
            raise forms.ValidationError("名册号是数字，用逗号隔开")
        return [int(word) for word in numbers]


class DeliverForm(StepForm):
    """How the slip was brought, with its proof."""

    outcome = forms.ChoiceField(label="结果", choices=Delivery.Outcome, widget=forms.RadioSelect)
    way = forms.ChoiceField(label="方式", choices=RuleSet.Way, initial=RuleSet.Way.DOOR)
    proof = forms.ChoiceField(label="凭证", choices=[("", "—"), *Delivery.Proof.choices], required=False)


class CallBackForm(StepForm):
    true = forms.TypedChoiceField(
        label="住户说收到了吗",
        choices=[("yes", "收到了"), ("no", "没有收到")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
