from django import forms

from communities.baselines.models import Baseline, BaselineMember
from communities.register.fields import NameOrCodeField, NamesOrCodesField
from communities.register.models import Community

CHOICES = [choice for choice in BaselineMember.Change.choices if choice[0] != BaselineMember.Change.KEPT]


class VersionForm(forms.ModelForm):
    class Meta:
        model = Baseline
        fields = ["code", "name", "as_of", "document"]
        help_texts = {"code": "例如 2027", "name": "例如 2027年底数"}
        widgets = {"as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class MemberForm(forms.Form):
    """What happened to one community."""

    community = NameOrCodeField(Community.objects.none(), label="小区", help_text="输入名称或编号")
    change_ = forms.ChoiceField(label="变化", choices=CHOICES)
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    related = NamesOrCodesField(
        Community.objects.none(), label="相关小区", required=False, help_text="合并、拆分涉及的小区，多个用顿号隔开"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = Community.objects.visible_to(user).select_related("area")
        self.fields["community"].queryset = self.fields["related"].queryset = own
        self.fields["community"].widget = forms.TextInput(attrs={"autofocus": True})


class AdoptForm(forms.Form):
    """Nothing to fill in: the button is the question."""
