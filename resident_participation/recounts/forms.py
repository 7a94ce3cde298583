from django import forms

from core.steps.table import Day, StepForm
from resident_participation.paper.forms import ReadForm
from resident_participation.votes.models import Round


class ChallengeForm(StepForm):
    """Who asks, as a number on the roll, and why."""

    number = forms.IntegerField(label="名册号", min_value=1, help_text="印在投票单上。只有名册里的住户能申请")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class NewChallengeForm(ChallengeForm):
    """A household of the roll asks for a recount of the paper ballots."""

    round = forms.ModelChoiceField(label="表决", queryset=Round.objects.none())

    def prepare(self):
        self.fields["round"].queryset = Round.objects.visible_to(self.user)


class DrawForm(StepForm):
    """The number that was drawn in a meeting, where and when."""

    number = forms.RegexField(
        r"^\d{3,20}$",
        label="现场抽出的数",
        help_text="当众抽签、摇号得到的 3 到 20 位数字。抽样由它和根值算出，谁也选不了哪几张",
        error_messages={"invalid": "只能是 3 到 20 位数字"},
    )
    place = forms.CharField(label="抽取地点", max_length=60)
    drawn_on = forms.DateField(label="抽取日期", widget=Day())
    witnesses = forms.CharField(
        label="在场的人", required=False, max_length=120, help_text="写身份，例如 业委会主任、申请复核的住户"
    )


class NewDrawForm(DrawForm):
    """The draw of a round's recount: the sample follows from the number and the root of the result."""

    round = forms.ModelChoiceField(label="表决", queryset=Round.objects.none())

    def prepare(self):
        self.fields["round"].queryset = Round.objects.visible_to(self.user)


class RecheckForm(ReadForm):
    """One choice for each item, as it stands on the paper."""

    def items(self):
        return self.obj.recount.round.package["items"]


class RulingForm(RecheckForm):
    reason = forms.CharField(label="裁定理由", max_length=200)


class ChoicesForm(StepForm):
    """What a program sends of a paper: `choices` is {item id: agree, against, abstain or invalid}."""

    choices = forms.JSONField(label="各事项的选择")

    def clean_choices(self):
        given = self.cleaned_data["choices"]
        if not isinstance(given, dict) or not all(str(key).isdecimal() for key in given):
            raise forms.ValidationError("写成 {事项编号: 选择}")
        return {int(key): word for key, word in given.items()}


class RuledChoicesForm(ChoicesForm):
    """The same, with the reason of a ruling."""

    reason = forms.CharField(label="裁定理由", max_length=200)


class AskForm(forms.Form):
    """What a household says by its slip."""

    reason = forms.CharField(
        label="为什么要复核",
        max_length=300,
        widget=forms.Textarea,
        error_messages={"required": "请写一句为什么"},
    )
