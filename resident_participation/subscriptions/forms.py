from django import forms

from resident_participation.subscriptions.models import Topic, Way


class NewsForm(forms.Form):
    """What a household wants to be told, and where."""

    topics = forms.MultipleChoiceField(
        label="通知什么", choices=Topic.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一样"},
    )  # fmt: skip
    way = forms.ChoiceField(
        label="怎么通知", choices=Way.choices, widget=forms.RadioSelect, error_messages={"required": "请选一种"}
    )
    recipient = forms.CharField(
        label="手机号或邮箱", max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean(self):
        data = super().clean()
        if data.get("way") in (Way.SMS, Way.EMAIL) and not data.get("recipient"):
            self.add_error("recipient", "请填手机号" if data["way"] == Way.SMS else "请填邮箱")
        return data


class StopForm(forms.Form):
    code = forms.CharField(label="退订码", max_length=20, error_messages={"required": "请填通知里的退订码"})
