import re

from django import forms

from communities.models import Community
from core.steps.table import StepForm
from resident_participation.rolls.models import RollExplanation, RollRow

SUFFIXES = {"building": "幢", "unit": "单元", "room": "室"}
ID_NUMBER = re.compile(r"[0-9A-Za-z]{6,20}")


class RollRowForm(forms.ModelForm):
    """One private part. The ID number is turned into a fingerprint and not kept."""

    id_number = forms.CharField(
        label="证件号码", required=False, max_length=20, help_text="只用来认出同一个业主的几套房，算成指纹后不保存"
    )

    class Meta:
        model = RollRow
        fields = [
            "building", "unit", "room", "floor", "kind", "area_m2", "area_source", "holder", "owner_name",
            "owner_phone", "owner_group", "deceased", "note",
        ]  # fmt: skip
        widgets = {name: forms.TextInput() for name in ("owner_name", "owner_phone")}
        help_texts = {
            "owner_name": "共有的填共有人推举的表决人",
            "owner_group": "没有证件号码时用：同一业主的几套房填同一个编号",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self):
        for name, suffix in SUFFIXES.items():
            words = self.cleaned_data.get(name, "")
            self.cleaned_data[name] = f"{int(words)}{suffix}" if words.isdecimal() else words
        return self.cleaned_data

    def clean_id_number(self):
        words = self.cleaned_data["id_number"].strip()
        if words and not ID_NUMBER.fullmatch(words):
            raise forms.ValidationError("证件号码只能是数字和字母")
        return words

    def _post_clean(self):
        """Model validation is the action's."""


class NewRollRowForm(RollRowForm):
    """One private part of a community. The ID number is turned into a fingerprint and not kept."""

    community = forms.ModelChoiceField(label="小区", queryset=Community.objects.none())

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user)


class StrikeForm(StepForm):
    reason = forms.CharField(label="删除原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class RevealForm(StepForm):
    reason = forms.CharField(label="查看原因", max_length=200, required=False)


class ObjectionForm(forms.Form):
    """What a household says is wrong with its row."""

    place = forms.CharField(label="哪一户", max_length=60, help_text="例如 5幢 2单元 301室")
    text = forms.CharField(label="异议", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    contact = forms.CharField(label="联系方式", max_length=60, required=False)

    def __init__(self, *args, user=None, obj=None, **kwargs):
        super().__init__(*args, **kwargs)


class NewObjectionForm(ObjectionForm):
    """An objection of a household of a community."""

    community = forms.ModelChoiceField(label="小区", queryset=Community.objects.none())

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user)


class AnswerForm(StepForm):
    answer = forms.CharField(label="答复和理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ExplainForm(StepForm):
    quantity = forms.ChoiceField(label="哪一项", choices=RollExplanation.Quantity)
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
