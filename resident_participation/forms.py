from django import forms

from communities.models import Community
from communities.register.fields import NameOrCodeField
from resident_participation.models import Feedback, FeedbackCategory


class IntakeForm(forms.ModelForm):
    """One screen, top to bottom by the Tab key; only the community and the words are needed."""

    community = NameOrCodeField(Community.objects.none(), label="小区", help_text="输入名称或编号，从列表里选")

    class Meta:
        model = Feedback
        fields = ["community", "building", "text", "category", "severity", "channel", "contact_name", "contact_phone"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "severity": forms.RadioSelect,
            "channel": forms.RadioSelect,
            "contact_name": forms.TextInput,
            "contact_phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        }
        help_texts = {
            "building": "例如 5幢2单元，可不填",
            "text": "照居民的话写；不要写电话和门牌，联系方式填在下面",
            "contact_name": "没有就空着，登记为“无联系方式”",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user).select_related("area")
        self.fields["community"].widget = forms.TextInput(
            attrs={"list": "communities", "autocomplete": "off", "autofocus": True}
        )
        self.fields["category"].queryset = FeedbackCategory.objects.all()
        self.fields["category"].empty_label = None
        for name in ("severity", "channel"):
            self.fields[name].choices = [c for c in self.fields[name].choices if c[0]]
        self.fields["channel"].initial = Feedback.Channel.PHONE
        self.fields["category"].required = self.fields["severity"].required = self.fields["channel"].required = False

    def _post_clean(self):
        """Model validation is the action's; here only the shape of each input counts."""

    def clean(self):
        data = super().clean()
        data["severity"] = data.get("severity") or Feedback.Severity.EMERGING
        data["channel"] = data.get("channel") or Feedback.Channel.PHONE
        return data


class RouteForm(forms.Form):
    handler = forms.ChoiceField(label="转给", choices=Feedback.Handler)
    office = forms.CharField(label="承办单位", max_length=80, required=False, help_text="不填就是该层级的主管单位")
    reason = forms.CharField(label="转办原因", widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class CloseForm(forms.Form):
    reply = forms.CharField(
        label="给居民的答复",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
        help_text="原样告诉居民：谁办的、怎么办的、什么时候好、找谁",
    )


class RevealForm(forms.Form):
    reason = forms.CharField(label="查看原因", max_length=200, help_text="例如 回电告知处理结果；会记入变更记录")
